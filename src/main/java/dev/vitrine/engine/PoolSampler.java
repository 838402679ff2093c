package dev.vitrine.engine;

import dev.vitrine.engine.buffer.PoolInspector;
import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.StorageEvent;

/** Samples the buffer pool; the hit rate is that of the interval. */
final class PoolSampler implements Sampler {

  private final PoolInspector inspector;
  private long hitsBefore;
  private long missesBefore;

  PoolSampler(PoolInspector inspector) {
    this.inspector = inspector;
    PoolInspector.Counts counts = inspector.counts();
    this.hitsBefore = counts.hits();
    this.missesBefore = counts.misses();
  }

  @Override
  public StorageEvent sample() {
    PoolInspector.Counts counts = inspector.counts();
    long hits = counts.hits() - hitsBefore;
    long accesses = hits + counts.misses() - missesBefore;
    hitsBefore = counts.hits();
    missesBefore = counts.misses();
    return new PoolStats(
        accesses == 0 ? 0 : (double) hits / accesses,
        counts.totalFrames(),
        counts.usedFrames(),
        counts.dirtyFrames(),
        EventClock.nowMicros());
  }
}
