package dev.vitrine.engine;

/** Where a record is: the handle that survives updates and compaction of its page. */
public record RecordRef(long pageId, int slot, int lengthBytes, long lsn) {}
