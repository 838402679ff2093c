package dev.vitrine.engine.disk;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Latencies in microseconds since a moment; values above a minute count as a minute. */
final class LatencyWindow {

  private static final long MICROS_MAX = 60_000_000L;

  private final Recorder recorder = new Recorder(MICROS_MAX, 3);
  private final Histogram total = new Histogram(MICROS_MAX, 3);

  /** Counts a latency {@code times} over. Any thread; never blocks. */
  void record(long micros, int times) {
    recorder.recordValueWithCount(Math.clamp(micros, 0, MICROS_MAX), times);
  }

  /** Everything recorded since the last reset. */
  synchronized Histogram histogram() {
    total.add(recorder.getIntervalHistogram());
    return total.copy();
  }

  synchronized void reset() {
    recorder.reset();
    total.reset();
  }
}
