package dev.vitrine.engine.buffer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * One I/O at a time for each page: whoever loads, flushes, overwrites or frees a page takes its
 * turn. Other pages are not held up. Who waits for more than one turn takes them in ascending order
 * of the pages; {@code docs/designs/buffer-pool.md} has the order of turns and latches.
 */
final class PageIoTurns {

  private final ConcurrentHashMap<Long, CountDownLatch> taken = new ConcurrentHashMap<>();

  /** Waits for the page's turn. */
  void acquire(long pageId) {
    CountDownLatch mine = new CountDownLatch(1);
    CountDownLatch other;
    while ((other = taken.putIfAbsent(pageId, mine)) != null) {
      awaitUninterruptibly(other);
    }
  }

  /** Takes the page's turn if nobody has it. */
  boolean tryAcquire(long pageId) {
    return taken.putIfAbsent(pageId, new CountDownLatch(1)) == null;
  }

  void release(long pageId) {
    CountDownLatch mine = taken.remove(pageId);
    if (mine == null) {
      throw new IllegalStateException("nobody has the turn of page " + pageId);
    }
    mine.countDown();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
