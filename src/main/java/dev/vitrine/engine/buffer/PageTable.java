package dev.vitrine.engine.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * From page id to frame and latch: one 64-bit word for each page, found by index, not by hashing
 * (array translation; compare Leis et al., "Virtual-Memory Assisted Buffer Management", 2023).
 *
 * <p>A word holds, from the low end: 24 bits frame number plus one (0: in no frame), 12 bits latch
 * (0: free, 4095: exclusive, else the number of sharers), 28 bits version. The version grows
 * whenever an exclusive latch is released and whenever the page gets or loses a frame; the word
 * outlives the frame.
 */
final class PageTable {

  /** As a number of shares in {@link #install}: the exclusive latch. */
  static final int EXCLUSIVE = 4095;

  static final int FRAMES_MAX = (1 << 24) - 2;

  private static final int FRAME_BITS = 24;
  private static final int LATCH_BITS = 12;
  private static final long FRAME_MASK = (1L << FRAME_BITS) - 1;
  private static final long LATCH_ONE = 1L << FRAME_BITS;
  private static final long LATCH_MASK = ((1L << LATCH_BITS) - 1) << FRAME_BITS;
  private static final long VERSION_ONE = 1L << (FRAME_BITS + LATCH_BITS);

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK_SIZE = 1 << CHUNK_BITS;
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private volatile long[][] chunks = new long[0][];

  long word(long pageId) {
    return (long) WORD.getVolatile(chunk(pageId), index(pageId));
  }

  /** The frame number, or -1. */
  static int frame(long word) {
    return (int) (word & FRAME_MASK) - 1;
  }

  static boolean resident(long word) {
    return (word & FRAME_MASK) != 0;
  }

  static boolean unlatched(long word) {
    return (word & LATCH_MASK) == 0;
  }

  static boolean exclusive(long word) {
    return (word & LATCH_MASK) == LATCH_MASK;
  }

  /** Adds a sharer; false when the word changed, is exclusive, or has all the sharers it can. */
  boolean tryShare(long pageId, long word) {
    return (word & LATCH_MASK) < LATCH_MASK - LATCH_ONE
        && WORD.compareAndSet(chunk(pageId), index(pageId), word, word + LATCH_ONE);
  }

  void unshare(long pageId) {
    WORD.getAndAdd(chunk(pageId), index(pageId), -LATCH_ONE);
  }

  /** Takes the exclusive latch; false when the word changed or is latched. */
  boolean tryExclusive(long pageId, long word) {
    return unlatched(word)
        && WORD.compareAndSet(chunk(pageId), index(pageId), word, word | LATCH_MASK);
  }

  /** Gives the exclusive latch back with a new version. */
  void releaseExclusive(long pageId) {
    long word = word(pageId);
    WORD.setVolatile(chunk(pageId), index(pageId), (word & ~LATCH_MASK) + VERSION_ONE);
  }

  /** Gives the exclusive latch back without a new version: nothing was changed. */
  void releaseUnchanged(long pageId) {
    WORD.setVolatile(chunk(pageId), index(pageId), word(pageId) & ~LATCH_MASK);
  }

  /** Takes the frame away and gives the exclusive latch back. */
  void clear(long pageId) {
    long word = word(pageId);
    WORD.setVolatile(
        chunk(pageId), index(pageId), (word & ~LATCH_MASK & ~FRAME_MASK) + VERSION_ONE);
  }

  /** Gives a page without a frame one; {@code shares} latches are held on behalf of the caller. */
  void install(long pageId, int frame, int shares) {
    long version = word(pageId) & ~LATCH_MASK & ~FRAME_MASK;
    WORD.setVolatile(
        chunk(pageId), index(pageId), version + VERSION_ONE + (frame + 1) + shares * LATCH_ONE);
  }

  private static int index(long pageId) {
    return (int) pageId & (CHUNK_SIZE - 1);
  }

  private long[] chunk(long pageId) {
    int number = (int) (pageId >>> CHUNK_BITS);
    long[][] now = chunks;
    return number < now.length ? now[number] : grow(number);
  }

  private synchronized long[] grow(int number) {
    long[][] now = chunks;
    if (number >= now.length) {
      long[][] more = Arrays.copyOf(now, number + 1);
      for (int i = now.length; i <= number; i++) {
        more[i] = new long[CHUNK_SIZE];
      }
      chunks = more;
      return more[number];
    }
    return now[number];
  }
}
