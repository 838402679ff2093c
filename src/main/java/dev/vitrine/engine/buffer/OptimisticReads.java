package dev.vitrine.engine.buffer;

import java.lang.foreign.MemorySegment;

/**
 * Reads of a page in memory without its latch: look at the page's word, read, and see whether the
 * word still has the same version (Leis et al., "Optimistic Lock Coupling", 2019). A hit writes
 * nothing that another thread reads, but for the page's access history.
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
 * read next. {@link BufferPool#view} does all of this around a function.
 *
 * <p>Any thread; allocates nothing; never waits.
 */
public final class OptimisticReads {

  /** The page is not in a frame, is being changed, or its hits are told: use a guard. */
  public static final long NONE = 0;

  private final PageTable table;
  private final MemorySegment memory;
  private final int pageShift;
  private final PoolMeter meter;
  private final ReplacementPolicy policy;

  OptimisticReads(PageTable table, FrameSlab slab, PoolMeter meter, ReplacementPolicy policy) {
    this.table = table;
    this.memory = slab.memory();
    this.pageShift = slab.pageShift();
    this.meter = meter;
    this.policy = policy;
  }

  /**
   * A stamp to read under, or {@link #NONE}. While somebody watches hits there is none: the event
   * of a hit is told under the latch, so that it can't come after the page's eviction.
   */
  public long begin(long pageId) {
    long word = table.wordToReadUnder(pageId);
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
    long[] chunk = table.chunk(pageId);
    if (!table.stillReadable(chunk, pageId, stamp)) {
      return false;
    }
    meter.countHit();
    policy.accessed(chunk, pageId);
    return true;
  }
}
