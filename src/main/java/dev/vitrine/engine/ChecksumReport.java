package dev.vitrine.engine;

/** A page's stored and computed CRC32C (unsigned); they agree when {@code valid}. */
public record ChecksumReport(
    long pageId, long stored, long computed, boolean valid, CacheState cached) {}
