package dev.vitrine.engine.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From page id to frame and latch: one 64-bit word for each page, found by index, not by hashing
 * (array translation; compare Leis et al., "Virtual-Memory Assisted Buffer Management", 2023).
 *
 * <p>A word holds, from the low end: 24 bits frame number plus one (0: in no frame), 12 bits latch
 * (0: free, 4095: exclusive, else the number of sharers), 28 bits version. The version grows
 * whenever an exclusive latch is released and whenever the page gets or loses a frame; the word
 * outlives the frame.
 *
 * <p>Beside each word lies room for the page's access history, which is the replacement policy's:
 * whoever finds a page has its history in the same cache line.
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

  private final int entryShift;
  private volatile long[][] chunks = new long[0][];

  /** With so many longs for the history of each page. */
  PageTable(int historyLongs) {
    entryShift = Integer.SIZE - Integer.numberOfLeadingZeros(historyLongs);
  }

  long word(long pageId) {
    return (long) WORD.getVolatile(chunk(pageId), entry(pageId));
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

  /** Whether a page with this word can be read without a latch: in a frame, not being changed. */
  static boolean readable(long word) {
    return resident(word) && !exclusive(word);
  }

  /** Whether the word of a page that is in the frame and has no latch: one comparison. */
  static boolean unlatchedIn(int frame, long word) {
    return (word & (FRAME_MASK | LATCH_MASK)) == frame + 1L;
  }

  /**
   * The word to begin an optimistic read with. Acquire: the bytes are read after it, so they are at
   * least as new as the version it tells (whoever released the latch, or gave the page its frame,
   * wrote them before it set the word).
   */
  static long wordToReadUnder(long[] chunk, int entry) {
    return (long) WORD.getAcquire(chunk, entry);
  }

  /**
   * Whether nobody changed the page's bytes, or took its frame, since the word was read.
   *
   * <p>The fence keeps the reads of the bytes before the second read of the word. It pairs with the
   * one in {@link #tryExclusive}, which keeps the writer's mark before its bytes: a reader that saw
   * one byte of a writer then sees its mark as well, or the version it left. Sharers may come and
   * go meanwhile.
   */
  static boolean stillReadable(long[] chunk, int entry, long word) {
    VarHandle.acquireFence();
    long now = (long) WORD.getOpaque(chunk, entry);
    return ((now ^ word) & ~LATCH_MASK) == 0 && !exclusive(now);
  }

  /** The same, but false as well when sharers came or went: one comparison. */
  static boolean unchanged(long[] chunk, int entry, long word) {
    VarHandle.acquireFence();
    return (long) WORD.getOpaque(chunk, entry) == word;
  }

  /** Adds a sharer; false when the word changed, is exclusive, or has all the sharers it can. */
  boolean tryShare(long pageId, long word) {
    return (word & LATCH_MASK) < LATCH_MASK - LATCH_ONE
        && WORD.compareAndSet(chunk(pageId), entry(pageId), word, word + LATCH_ONE);
  }

  void unshare(long pageId) {
    WORD.getAndAdd(chunk(pageId), entry(pageId), -LATCH_ONE);
  }

  /** Takes the exclusive latch; false when the word changed or is latched. */
  boolean tryExclusive(long pageId, long word) {
    if (!unlatched(word)
        || !WORD.compareAndSet(chunk(pageId), entry(pageId), word, word | LATCH_MASK)) {
      return false;
    }
    // An exchange acquires with its read and releases with its write: on some processors what
    // follows can be seen before the write. The mark has to be seen before any byte changes.
    VarHandle.storeStoreFence();
    return true;
  }

  /** Gives the exclusive latch back with a new version. */
  void releaseExclusive(long pageId) {
    long word = word(pageId);
    WORD.setVolatile(chunk(pageId), entry(pageId), (word & ~LATCH_MASK) + VERSION_ONE);
  }

  /** Gives the exclusive latch back without a new version: nothing was changed. */
  void releaseUnchanged(long pageId) {
    WORD.setVolatile(chunk(pageId), entry(pageId), word(pageId) & ~LATCH_MASK);
  }

  /** Takes the frame away and gives the exclusive latch back. */
  void clear(long pageId) {
    long word = word(pageId);
    WORD.setVolatile(
        chunk(pageId), entry(pageId), (word & ~LATCH_MASK & ~FRAME_MASK) + VERSION_ONE);
  }

  /** Gives a page without a frame one; {@code shares} latches are held on behalf of the caller. */
  void install(long pageId, int frame, int shares) {
    long version = word(pageId) & ~LATCH_MASK & ~FRAME_MASK;
    WORD.setVolatile(
        chunk(pageId), entry(pageId), version + VERSION_ONE + (frame + 1) + shares * LATCH_ONE);
  }

  /** Where in its {@link #chunk} the page's word is; its history comes after it. */
  int entry(long pageId) {
    return ((int) pageId & (CHUNK_SIZE - 1)) << entryShift;
  }

  /** The entries of this page and of some of its neighbours: always the same array. */
  long[] chunk(long pageId) {
    long[] chunk = chunkIfThere(pageId);
    return chunk != null ? chunk : grow((int) (pageId >>> CHUNK_BITS));
  }

  /** The same; null when no page of its pages was ever looked for. */
  long @Nullable [] chunkIfThere(long pageId) {
    int number = (int) (pageId >>> CHUNK_BITS);
    long[][] now = chunks;
    // As the processor's check of the index is: the compiler then makes one of both.
    return Integer.compareUnsigned(number, now.length) < 0 ? now[number] : null;
  }

  private synchronized long[] grow(int number) {
    long[][] now = chunks;
    if (number >= now.length) {
      long[][] more = Arrays.copyOf(now, number + 1);
      for (int i = now.length; i <= number; i++) {
        more[i] = new long[CHUNK_SIZE << entryShift];
      }
      chunks = more;
      return more[number];
    }
    return now[number];
  }
}
