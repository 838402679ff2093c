package dev.vitrine.engine.disk;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latencies in microseconds, since a moment and since the engine was opened; values above a minute
 * count as a minute.
 */
final class LatencyWindow {

  private static final long MICROS_MAX = 60_000_000L;

  private final Recorder recorder = new Recorder(MICROS_MAX, 3);
  private final Histogram total = new Histogram(MICROS_MAX, 3);
  private final Histogram ever = new Histogram(MICROS_MAX, 3);

  /** Counts a latency {@code times} over. Any thread; never blocks. */
  void record(long micros, int times) {
    recorder.recordValueWithCount(Math.clamp(micros, 0, MICROS_MAX), times);
  }

  /** Everything recorded since the last reset. */
  synchronized Histogram histogram() {
    take();
    return total.copy();
  }

  /** Everything recorded, whatever was reset. */
  synchronized Histogram sinceOpen() {
    take();
    return ever.copy();
  }

  synchronized void reset() {
    take();
    total.reset();
  }

  private void take() {
    Histogram interval = recorder.getIntervalHistogram();
    total.add(interval);
    ever.add(interval);
  }
}
