package dev.vitrine.api.graphql;

import dev.vitrine.event.DiskIoEvent.IoStats;

/**
 * Turns one subscriber's snapshots into metrics: adds the totals, and the calls to the device from
 * one snapshot to the next. Not thread-safe; snapshots of a subscriber come one after the other.
 */
final class DiskIoGauge {

  private final RunningTotals totals;
  private boolean first = true;
  private long previousCalls;
  private long previousMicros;

  DiskIoGauge(RunningTotals totals) {
    this.totals = totals;
  }

  DiskIoMetrics read(IoStats stats) {
    return new DiskIoMetrics(
        totals.pagesRead(),
        totals.pagesWritten(),
        stats.readsPerSec(),
        stats.writesPerSec(),
        stats.readThroughputMbps(),
        stats.writeThroughputMbps(),
        callsPerSecond(stats, totals.deviceCalls()),
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
