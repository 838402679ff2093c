package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BackgroundFlusher;
import dev.vitrine.engine.buffer.LeaseTable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The engine's own recurring work, on one daemon thread: leases that expire, pages to flush. */
final class Housekeeping implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final long LEASE_CHECK_MILLIS = 250;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("vitrine-housekeeping").factory());

  /** A flush interval of zero switches the flusher off. */
  Housekeeping(LeaseTable leases, BackgroundFlusher flusher, Duration flushInterval) {
    every(LEASE_CHECK_MILLIS, leases::expire);
    if (!flushInterval.isZero()) {
      every(Math.max(1, flushInterval.toMillis()), flusher::round);
    }
  }

  // Nothing is thrown into the future: runLogged sees to that.
  @SuppressWarnings("FutureReturnValueIgnored")
  private void every(long millis, Runnable work) {
    executor.scheduleWithFixedDelay(() -> runLogged(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** An executor silently drops recurring work that throws; this work must go on. */
  private static void runLogged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "recurring work of the engine failed", e);
    }
  }

  /** Returns when nothing runs any more. */
  @Override
  public void close() {
    executor.close();
  }
}
