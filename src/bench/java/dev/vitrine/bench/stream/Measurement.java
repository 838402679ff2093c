package dev.vitrine.bench.stream;

import org.HdrHistogram.Histogram;

/** How late the frames were that were due between two times. One thread. */
final class Measurement {

  private static final long LATE_MICROS_MAX = 60_000_000;

  private final Histogram micros = new Histogram(LATE_MICROS_MAX, 3);
  private long fromMicros = Long.MAX_VALUE;
  private long toMicros = Long.MAX_VALUE;
  private long newestNumber;
  private long lastReceivedMicros;
  private long missing;
  private long told;

  void begin(long nowMicros) {
    fromMicros = nowMicros;
  }

  void end(long nowMicros) {
    toMicros = nowMicros;
  }

  /** A frame came; whether it is one of those that count. */
  boolean frame(long number, long dueMicros, long nowMicros) {
    lastReceivedMicros = nowMicros;
    if (dueMicros < fromMicros || dueMicros >= toMicros) {
      return false;
    }
    micros.recordValue(Math.clamp(nowMicros - dueMicros, 0, LATE_MICROS_MAX));
    newestNumber = Math.max(newestNumber, number);
    return true;
  }

  void missed(long numbers) {
    missing += numbers;
  }

  /** These numbers were told to be lost. */
  void gap(long dropped, long nowMicros) {
    if (nowMicros >= fromMicros) {
      told += dropped;
      missing += dropped;
    }
  }

  long frames() {
    return micros.getTotalCount();
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1e3;
  }

  long newestNumber() {
    return newestNumber;
  }

  long lastReceivedMicros() {
    return lastReceivedMicros;
  }

  long missing() {
    return missing;
  }

  long told() {
    return told;
  }
}
