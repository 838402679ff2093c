package dev.vitrine.api.graphql;

import dev.vitrine.event.DiskIoEvent.IoStats;
import dev.vitrine.event.HotVariant;

/**
 * Turns one subscriber's snapshots into metrics. Each hot event of the disk is one call to the
 * device, so the calls between two snapshots are the difference of the engine's own counters. Not
 * thread-safe; snapshots of a subscriber come one after the other.
 */
final class DiskIoGauge {

  private final EngineView engine;
  private boolean first = true;
  private long previousCalls;
  private long previousMicros;

  DiskIoGauge(EngineView engine) {
    this.engine = engine;
  }

  DiskIoMetrics read(IoStats stats) {
    long reads = engine.total(HotVariant.READ_COMPLETED);
    long writes = engine.total(HotVariant.WRITE_COMPLETED);
    long vectored =
        engine.total(HotVariant.VECTORED_READ) + engine.total(HotVariant.VECTORED_WRITE);
    return new DiskIoMetrics(
        reads,
        writes,
        stats.readsPerSec(),
        stats.writesPerSec(),
        stats.readThroughputMbps(),
        stats.writeThroughputMbps(),
        callsPerSecond(stats, reads + writes + vectored),
        Math.toIntExact(Math.round(stats.avgReadLatencyUs())),
        Math.toIntExact(Math.round(stats.avgWriteLatencyUs())),
        Math.toIntExact(Math.round(meanLatency(stats))),
        Micros.instant(stats.timestampMicros()));
  }

  /** A subscriber's first snapshot has none before it: its pages a second stand for the calls. */
  private double callsPerSecond(IoStats stats, long calls) {
    double seconds = (stats.timestampMicros() - previousMicros) / Micros.PER_SECOND;
    double perSecond =
        first || seconds <= 0
            ? stats.readsPerSec() + stats.writesPerSec()
            : (calls - previousCalls) / seconds;
    first = false;
    previousCalls = calls;
    previousMicros = stats.timestampMicros();
    return perSecond;
  }

  private static double meanLatency(IoStats stats) {
    double perSecond = stats.readsPerSec() + stats.writesPerSec();
    if (perSecond == 0) {
      return 0;
    }
    return (stats.readsPerSec() * stats.avgReadLatencyUs()
            + stats.writesPerSec() * stats.avgWriteLatencyUs())
        / perSecond;
  }
}
