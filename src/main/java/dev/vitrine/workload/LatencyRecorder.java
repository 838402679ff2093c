package dev.vitrine.workload;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Latencies of a whole workload; what is longer than an hour counts as an hour. */
final class LatencyRecorder {

  private static final long NANOS_MAX = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  private final Recorder recorder = new Recorder(NANOS_MAX, DIGITS);
  private final Histogram total = new Histogram(NANOS_MAX, DIGITS);
  private @Nullable Histogram interval;

  /** Any thread; never blocks. */
  void record(long nanos) {
    recorder.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
  }

  synchronized LatencyMicros summary() {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    return new LatencyMicros(
        total.getTotalCount(),
        microsAt(50),
        microsAt(95),
        microsAt(99),
        total.getMaxValue() / NANOS_PER_MICRO);
  }

  /** Adds everything that was recorded, in nanoseconds. */
  synchronized void addTo(Histogram sum) {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    sum.add(total);
  }

  /** An empty histogram that {@link #addTo} can add to. */
  static Histogram emptyHistogram() {
    return new Histogram(NANOS_MAX, DIGITS);
  }

  private double microsAt(double percentile) {
    return total.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
  }
}
