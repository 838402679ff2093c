package dev.vitrine.live.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When the clients of a stream have to be looked at again, so that thousands of them cost nothing
 * while there is nothing to tell. {@link #begin} is for one thread, the rest for any.
 *
 * <p>What a client reports after a look began is kept for the next one; what it changed before, the
 * look sees.
 */
final class NextLook {

  private static final long NEVER_NANOS = Long.MAX_VALUE / 4;

  private final AtomicLong dueNanos;
  private volatile boolean called;
  private long seenPosition = -1;

  NextLook(long nowNanos) {
    dueNanos = new AtomicLong(nowNanos);
  }

  /** A client has something new. */
  void call() {
    called = true;
  }

  /** A client is to be looked at by then. */
  void dueAt(long nanos) {
    if (nanos - dueNanos.get() < 0) {
      dueNanos.accumulateAndGet(nanos, NextLook::earlier);
    }
  }

  private static long earlier(long a, long b) {
    return a - b < 0 ? a : b;
  }

  /** Whether to look now; if so, each client looked at tells by {@link #dueAt} when it is next. */
  boolean begin(long newestPosition, long nowNanos) {
    if (!called && newestPosition == seenPosition && nowNanos - dueNanos.get() < 0) {
      return false;
    }
    called = false;
    seenPosition = newestPosition;
    dueNanos.set(nowNanos + NEVER_NANOS);
    return true;
  }
}
