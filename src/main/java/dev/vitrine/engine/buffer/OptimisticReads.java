package dev.vitrine.engine.buffer;

import dev.vitrine.event.HotCounters;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Function;

/**
 * Reads of a page in memory without its latch: look at the page's word, read, and see whether the
 * word still has the same version (Leis et al., "Optimistic Lock Coupling", 2019). A hit writes
 * nothing that another thread reads, but for the page's access history.
 *
 * <p>{@link BufferPool#view} does all of this around a function, and {@link #getLong} around eight
 * bytes; both take the latch where that fails. For what is neither:
 *
 * <pre>{@code
 * long stamp = reads.begin(pageId);
 * if (stamp != OptimisticReads.NONE) {
 *   long value = reads.memory().get(JAVA_LONG, reads.offset(stamp) + at);
 *   if (reads.end(pageId, stamp)) {
 *     return value;
 *   }
 * }
 * // the same through BufferPool.read
 * }</pre>
 *
 * <p>What is read between {@link #begin} and {@link #end} may be a mix of two versions, or of two
 * pages: until {@code end} has returned true it must decide nothing but where in the same page to
 * read next.
 *
 * <p>Any thread; waits only for a latch.
 */
public final class OptimisticReads {

  /** The page is not in a frame, is being changed, or its hits are told: use a guard. */
  public static final long NONE = 0;

  private static final long NOWHERE = -1;

  private final BufferPool pool;
  private final PageTable table;
  private final MemorySegment memory;
  private final int pageShift;

  /** The bits that no multiple of eight has that lies in a page. */
  private final long outsideOfPage;

  private final int frames;
  private final int homeMask;
  private final PoolMeter meter;
  private final LruKPolicy policy;

  OptimisticReads(
      BufferPool pool, PageTable table, FrameSlab slab, PoolMeter meter, LruKPolicy policy) {
    this.pool = pool;
    this.table = table;
    this.memory = slab.memory();
    this.pageShift = slab.pageShift();
    this.outsideOfPage = -(1L << pageShift) | (Long.BYTES - 1);
    this.frames = slab.size();
    this.homeMask = FrameSlab.homeMask(slab.size());
    this.meter = meter;
    this.policy = policy;
  }

  /** What {@link BufferPool#view} does. */
  <T> T view(long pageId, Function<MemorySegment, T> reader) {
    long[] chunk = table.chunk(pageId);
    int entry = table.entry(pageId);
    long word = PageTable.wordToReadUnder(chunk, entry);
    long page = place(pageId, word);
    if (page != NOWHERE && !meter.tellsHits()) {
      try {
        T result = reader.apply(memory.asSlice(page, 1L << pageShift));
        if (end(chunk, entry, word)) {
          return result;
        }
      } catch (RuntimeException e) {
        if (end(chunk, entry, word)) {
          throw e;
        }
      }
    }
    return underLatch(pageId, reader);
  }

  private <T> T underLatch(long pageId, Function<MemorySegment, T> reader) {
    try (ReadGuard guard = pool.read(pageId)) {
      return reader.apply(guard.memory());
    }
  }

  /**
   * Eight bytes of a page, at a multiple of eight, in the order of the machine; errors as of {@link
   * BufferPool#read}. The least that a hit can cost: of a page at home, without a latch. All else
   * is done by calls that need not come back here, so that nothing has to be saved for them.
   */
  public long getLong(long pageId, long at) {
    if ((at & outsideOfPage) != 0) {
      throw new IndexOutOfBoundsException(at);
    }
    int entry = table.entry(pageId);
    long[] chunk = table.chunkIfThere(pageId);
    int row = meter.homeRow();
    if (chunk != null && row != HotCounters.NO_ROW && !meter.tellsHits()) {
      long word = PageTable.wordToReadUnder(chunk, entry);
      int home = FrameSlab.home(pageId, homeMask, frames);
      if (PageTable.unlatchedIn(home, word)) {
        long value = memory.get(ValueLayout.JAVA_LONG, ((long) home << pageShift) + at);
        if (PageTable.unchanged(chunk, entry, word)) {
          policy.hit(chunk, entry, meter.countHit(row));
          return value;
        }
      }
    }
    return getLongAwayFromHome(pageId, at);
  }

  private long getLongAwayFromHome(long pageId, long at) {
    long stamp = begin(pageId);
    if (stamp != NONE) {
      long value = memory.get(ValueLayout.JAVA_LONG, offset(stamp) + at);
      if (end(pageId, stamp)) {
        return value;
      }
    }
    try (ReadGuard guard = pool.read(pageId)) {
      return guard.memory().get(ValueLayout.JAVA_LONG, at);
    }
  }

  /**
   * Where the page begins in the memory, if it can be read now. A page at home is found by its id:
   * what is read of it then waits for the page's word only in a branch, which the processor
   * predicts, and not for an address. (As {@code frame(word) << pageShift} for all pages it would.)
   */
  private long place(long pageId, long word) {
    int home = FrameSlab.home(pageId, homeMask, frames);
    if (PageTable.unlatchedIn(home, word)) {
      return (long) home << pageShift;
    }
    return PageTable.readable(word) ? offset(word) : NOWHERE;
  }

  /**
   * A stamp to read under, or {@link #NONE}. While somebody watches hits there is none: the event
   * of a hit is told under the latch, so that it can't come after the page's eviction.
   */
  public long begin(long pageId) {
    long word = PageTable.wordToReadUnder(table.chunk(pageId), table.entry(pageId));
    return PageTable.readable(word) && !meter.tellsHits() ? word : NONE;
  }

  /** The memory of all frames. */
  public MemorySegment memory() {
    return memory;
  }

  /** Where in {@link #memory} the page begins. */
  public long offset(long stamp) {
    return (long) PageTable.frame(stamp) << pageShift;
  }

  /**
   * Whether all that was read since {@link #begin} is of one version of the page. If so, the read
   * was a hit like any other.
   */
  public boolean end(long pageId, long stamp) {
    return end(table.chunk(pageId), table.entry(pageId), stamp);
  }

  private boolean end(long[] chunk, int entry, long word) {
    if (!PageTable.stillReadable(chunk, entry, word)) {
      return false;
    }
    policy.hit(chunk, entry, meter.countHit());
    return true;
  }
}
