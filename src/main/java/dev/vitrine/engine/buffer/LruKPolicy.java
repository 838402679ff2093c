package dev.vitrine.engine.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * LRU-K (O'Neil, O'Neil and Weikum, 1993): the page whose K-th last access lies furthest back
 * leaves first; pages with fewer than K accesses come before all others, by their last access. The
 * history of a page is kept when it leaves, for as long as the page exists.
 *
 * <p>Time is logical. It advances once for every {@code quantum} hits of a thread, a 64th of the
 * pool or less, and for as many of its other accesses; further accesses to a page within one tick
 * count as one (the paper's correlated references). So a hot page costs a read and a comparison,
 * not a write, and time costs a look at the count of hits that is kept anyway. Histories are
 * written without synchronization: a lost update ages a page by one access.
 *
 * <p>A history lies beside the page's word in the {@link PageTable}, on the cache line that the
 * access has read anyway: two times in each long, the newest in the low half of the first. They are
 * the low 32 bits of the time, 0 for none; a page not accessed for 2^31 ticks is misjudged.
 */
final class LruKPolicy implements ReplacementPolicy {

  private static final int STRIPES = 16;
  private static final int STRIPE_PADDING = 16;
  private static final long LOW = 0xffff_ffffL;
  private static final VarHandle CLOCK = clockHandle();

  private final PageTable table;
  private final int k;
  private final int longsAfterFirst;
  private final long quantumMask;
  private long clock = 1;
  private final long[] accessesOfStripe = new long[STRIPES * STRIPE_PADDING];

  LruKPolicy(PageTable table, int k, int frames) {
    this.table = table;
    this.k = k;
    this.longsAfterFirst = historyLongs(k) - 1;
    this.quantumMask = Integer.highestOneBit(Math.max(1, frames / 64)) - 1L;
  }

  /** The longs that the table has to keep for each page. */
  static int historyLongs(int k) {
    return (k + 1) / 2;
  }

  @Override
  public String name() {
    return "LRU-" + k;
  }

  @Override
  public void accessed(long pageId) {
    note(table.chunk(pageId), table.entry(pageId) + 1, tick());
  }

  @Override
  public void hit(long[] chunk, int entry, long hits) {
    note(chunk, entry + 1, (hits & quantumMask) == 0 ? advance() : clock);
  }

  private void note(long[] chunk, int newest, long now) {
    long times = chunk[newest];
    if ((int) times != (int) now) {
      chunk[newest] = (times << 32) | (now & LOW);
      if (longsAfterFirst != 0) {
        moveOn(chunk, newest, times);
      }
    }
  }

  /** With K above 2. Apart: a loop in it makes all that a hit is compiled into slower. */
  private void moveOn(long[] chunk, int newest, long times) {
    long before = times;
    for (int i = newest + 1; i <= newest + longsAfterFirst; i++) {
      long these = chunk[i];
      chunk[i] = (these << 32) | (before >>> 32);
      before = these;
    }
  }

  @Override
  public void forgotten(long pageId) {
    long[] chunk = table.chunk(pageId);
    int newest = table.entry(pageId) + 1;
    Arrays.fill(chunk, newest, newest + longsAfterFirst + 1, 0);
  }

  @Override
  public long lastAccess(long pageId) {
    return access(pageId, 0);
  }

  @Override
  public long kthAccess(long pageId) {
    return access(pageId, k - 1);
  }

  /**
   * A variable handle is always compiled into its caller. {@code AtomicLong.incrementAndGet},
   * rarely called as it is, would become a call, around which each hit would save its registers.
   */
  private long advance() {
    return (long) CLOCK.getAndAdd(this, 1L) + 1;
  }

  /** Counts an access of this thread here, and lets time go on after a quantum of them. */
  private long tick() {
    int stripe = ((int) Thread.currentThread().threadId() & (STRIPES - 1)) * STRIPE_PADDING;
    return (++accessesOfStripe[stripe] & quantumMask) == 0 ? advance() : clock;
  }

  private static VarHandle clockHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(LruKPolicy.class, "clock", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private long access(long pageId, int back) {
    long pair = table.chunk(pageId)[table.entry(pageId) + 1 + back / 2];
    int low = (int) (back % 2 == 0 ? pair : pair >>> 32);
    long now = (long) CLOCK.getVolatile(this);
    // The time nearest to now that has these low bits.
    return low == 0 ? -1 : now + (low - (int) now);
  }
}
