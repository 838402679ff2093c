package dev.vitrine.engine;

/** What a record of this engine can be; all but the last follow from the page size and the pool. */
public record RecordLimits(int keyBytesMax, int valueBytesMax, int scanRecordsMax) {}
