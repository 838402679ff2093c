package dev.vitrine.api.graphql;

import dev.vitrine.event.BufferPoolEvent.PoolStats;
import java.time.Instant;

/** The buffer pool at one moment, in the fields that clients watch. */
record BufferPoolMetrics(
    int totalPages,
    int usedPages,
    int freePages,
    int dirtyPages,
    double hitRate,
    long evictions,
    Instant timestamp) {

  /** The free pages come from the same snapshot, so that used and free always add up. */
  static BufferPoolMetrics of(PoolStats stats, long evictions) {
    return new BufferPoolMetrics(
        Math.toIntExact(stats.totalPages()),
        Math.toIntExact(stats.usedPages()),
        Math.toIntExact(stats.totalPages() - stats.usedPages()),
        Math.toIntExact(stats.dirtyPages()),
        stats.hitRate(),
        evictions,
        Micros.instant(stats.timestampMicros()));
  }
}
