package dev.vitrine.engine;

/** What closing the holes of a page gave back. */
public record CompactionResult(long pageId, int bytesReclaimed, int freeBytes, long lsn) {}
