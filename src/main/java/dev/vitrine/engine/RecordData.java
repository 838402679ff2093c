package dev.vitrine.engine;

/** A record's bytes as of the page version {@code lsn}. */
public record RecordData(long pageId, int slot, byte[] data, long lsn) {}
