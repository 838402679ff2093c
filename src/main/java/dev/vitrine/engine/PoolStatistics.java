package dev.vitrine.engine;

/**
 * The buffer pool now; counters run from the start of the engine.
 *
 * @param hitRate hits over accesses since the start, 0..1
 */
public record PoolStatistics(
    int pageSizeBytes,
    int totalFrames,
    int usedFrames,
    int freeFrames,
    int dirtyFrames,
    int pinnedFrames,
    int leases,
    int maxLeases,
    long hits,
    long misses,
    double hitRate,
    long evictions,
    long flushes,
    String policy) {}
