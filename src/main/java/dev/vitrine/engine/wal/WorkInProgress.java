package dev.vitrine.engine.wal;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Counts the work that a checkpoint has to wait for, in two classes: what began before the current
 * turn and what began in it, so that new work does not keep a checkpoint waiting. Thread-safe.
 */
final class WorkInProgress {

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final List<AtomicInteger> counts = List.of(new AtomicInteger(), new AtomicInteger());
  private final List<ChangeLog.Work> works =
      List.of(counts.get(0)::decrementAndGet, counts.get(1)::decrementAndGet);
  private volatile int turn;

  ChangeLog.Work begin() {
    while (true) {
      int now = turn;
      counts.get(now & 1).incrementAndGet();
      if (turn == now) {
        return works.get(now & 1);
      }
      counts.get(now & 1).decrementAndGet();
    }
  }

  /** Returns when everything that had begun before this call is done; one caller at a time. */
  synchronized void awaitEarlier() {
    int earlier = turn;
    turn = earlier + 1;
    while (counts.get(earlier & 1).get() > 0) {
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }
}
