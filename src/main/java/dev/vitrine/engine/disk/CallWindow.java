package dev.vitrine.engine.disk;

import java.util.function.LongSupplier;

/**
 * Device calls of the last {@value #SECONDS_MAX} seconds, counted by the second: what IOPS are
 * computed from. Thread-safe.
 */
final class CallWindow {

  static final int SECONDS_MAX = 300;

  /** One second more than can be asked for, since the current one is not complete. */
  private static final int BUCKETS = SECONDS_MAX + 1;

  private final LongSupplier nanoClock;
  private final long startNanos;
  private final long[] secondOf = new long[BUCKETS];
  private final long[] calls = new long[BUCKETS];

  CallWindow(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  synchronized void record(int count) {
    long second = currentSecond();
    int bucket = (int) (second % BUCKETS);
    if (secondOf[bucket] != second) {
      secondOf[bucket] = second;
      calls[bucket] = 0;
    }
    calls[bucket] += count;
  }

  /**
   * Calls a second over the last {@code seconds} complete seconds; before so much time has passed,
   * over the seconds there were, the current one included.
   */
  synchronized double perSecond(int seconds) {
    long now = currentSecond();
    double elapsed = (nanoClock.getAsLong() - startNanos) / 1e9;
    boolean young = now < seconds;
    long from = young ? 0 : now - seconds;
    long to = young ? now + 1 : now;
    long sum = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (calls[bucket] > 0 && secondOf[bucket] >= from && secondOf[bucket] < to) {
        sum += calls[bucket];
      }
    }
    return sum / (young ? Math.max(elapsed, 1.0) : seconds);
  }

  private long currentSecond() {
    return (nanoClock.getAsLong() - startNanos) / 1_000_000_000L;
  }
}
