package dev.vitrine.engine.btree;

import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards the shape of one tree: which pages it has, and which leaf a key belongs to. What changes
 * one leaf only holds it shared, what changes the shape (a split, a merge, an overflow chain)
 * exclusively; a reader looks whether the shape changed while it read, and holds nothing.
 *
 * <p>It comes before the turns and latches of pages: nobody waits for it while holding one.
 */
final class TreeLatch {

  private static final int OPTIMISTIC_TRIES = 4;

  private final StampedLock lock = new StampedLock();
  private final Runnable requireLive;

  /**
   * @param requireLive throws when the tree is gone; run whenever the latch is had
   */
  TreeLatch(Runnable requireLive) {
    this.requireLive = requireLive;
  }

  /** A read of several pages as of one shape. May be tried more than once. */
  <T extends @Nullable Object> T reading(Supplier<T> read) {
    for (int i = 0; i < OPTIMISTIC_TRIES; i++) {
      long stamp = lock.tryOptimisticRead();
      if (stamp == 0) {
        break;
      }
      try {
        requireLive.run();
        T result = read.get();
        if (lock.validate(stamp)) {
          return result;
        }
      } catch (RuntimeException e) {
        if (lock.validate(stamp)) {
          throw e;
        }
      }
    }
    return shared(read);
  }

  /** Work under which the shape stays. */
  <T extends @Nullable Object> T shared(Supplier<T> work) {
    long stamp = lock.readLock();
    try {
      requireLive.run();
      return work.get();
    } finally {
      lock.unlockRead(stamp);
    }
  }

  /** Work that may change the shape. */
  <T extends @Nullable Object> T exclusive(Supplier<T> work) {
    long stamp = lock.writeLock();
    try {
      requireLive.run();
      return work.get();
    } finally {
      lock.unlockWrite(stamp);
    }
  }
}
