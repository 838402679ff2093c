package dev.vitrine.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When operations are to begin. With a target rate the schedule is open: operation i is due at
 * {@code start + i / rate} however slow those before it are, and its latency counts from then on.
 * So a stall shows in every operation that had to wait for it, not in one only ("coordinated
 * omission", Gil Tene). Workers share the schedule: whoever is free takes the next operation.
 * Thread-safe.
 */
final class Schedule {

  private final long startNanos;
  private final double periodNanos;
  private final AtomicLong taken = new AtomicLong();

  /** {@code opsPerSecond} 0: every operation is due when it is asked for. */
  Schedule(long startNanos, long opsPerSecond) {
    this.startNanos = startNanos;
    this.periodNanos = opsPerSecond == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / opsPerSecond;
  }

  boolean throttled() {
    return periodNanos > 0;
  }

  /** When the next operation is due, by {@link System#nanoTime}. */
  long next() {
    return throttled()
        ? startNanos + (long) (taken.getAndIncrement() * periodNanos)
        : System.nanoTime();
  }

  /** Operations that are due and that no worker has taken yet. */
  long backlog(long nowNanos) {
    if (!throttled()) {
      return 0;
    }
    long due = (long) ((nowNanos - startNanos) / periodNanos) + 1;
    return Math.max(0, due - taken.get());
  }
}
