package dev.vitrine.engine.buffer;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Writes coalesced images by itself: as soon as a batch is together, or {@link #WAIT_NANOS_MAX}
 * after the first image came. One daemon thread. What can't be written stays pending, is read from
 * there, and is tried again.
 */
public final class CoalescingWriter implements AutoCloseable {

  static final long WAIT_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final System.Logger LOG = System.getLogger(CoalescingWriter.class.getName());

  private final BatchedPages pages;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private int arrived;
  private boolean closed;

  public CoalescingWriter(BatchedPages pages) {
    this.pages = pages;
    this.thread = Thread.ofPlatform().daemon().name("vitrine-coalescing").start(this::run);
  }

  /** An image was accepted. */
  public void arrived() {
    lock.lock();
    try {
      arrived++;
      if (arrived == 1 || arrived >= BatchedPages.COALESCED_BATCH_PAGES_MAX) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread; what is pending is left to the caller. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (awaitBatch()) {
      try {
        pages.flushCoalesced();
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "writing coalesced pages failed; trying again", e);
        retryLater();
      }
    }
  }

  /** Waits for a batch to be due; false when closed. */
  private boolean awaitBatch() {
    lock.lock();
    try {
      while (arrived == 0 && !closed) {
        changed.awaitUninterruptibly();
      }
      waitWhile(() -> arrived < BatchedPages.COALESCED_BATCH_PAGES_MAX, WAIT_NANOS_MAX);
      arrived = 0;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void retryLater() {
    lock.lock();
    try {
      arrived++;
      waitWhile(() -> true, RETRY_NANOS);
    } finally {
      lock.unlock();
    }
  }

  /** Waits while the condition holds, but not longer than this and not when closed. */
  private void waitWhile(BooleanSupplier condition, long nanos) {
    long left = nanos;
    while (condition.getAsBoolean() && left > 0 && !closed) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException e) {
        // Nobody interrupts this thread on purpose; it ends when it is closed.
        left = 0;
      }
    }
  }
}
