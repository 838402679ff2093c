package dev.vitrine.engine.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * LRU-K (O'Neil, O'Neil and Weikum, 1993): the page whose K-th last access lies furthest back
 * leaves first; pages with fewer than K accesses come before all others, by their last access. The
 * history of a page is kept when it leaves, for as long as the page exists.
 *
 * <p>Time is logical. It advances once for every {@code quantum} accesses of a thread, a 64th of
 * the pool or less, and further accesses to a page within one tick count as one (the paper's
 * correlated references). So a hot page costs a read and a comparison, not a write. Histories are
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

  private final PageTable table;
  private final int k;
  private final long quantumMask;
  private final AtomicLong clock = new AtomicLong(1);
  private final long[] accessesOfStripe = new long[STRIPES * STRIPE_PADDING];

  LruKPolicy(PageTable table, int k, int frames) {
    this.table = table;
    this.k = k;
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
    accessed(table.chunk(pageId), pageId);
  }

  @Override
  public void accessed(long[] chunk, long pageId) {
    long now = tick();
    int newest = table.history(pageId);
    long times = chunk[newest];
    if ((int) times != (int) now) {
      for (int i = historyLongs(k) - 1; i > 0; i--) {
        chunk[newest + i] = (chunk[newest + i] << 32) | (chunk[newest + i - 1] >>> 32);
      }
      chunk[newest] = (times << 32) | (now & LOW);
    }
  }

  @Override
  public void forgotten(long pageId) {
    long[] chunk = table.chunk(pageId);
    for (int i = 0; i < historyLongs(k); i++) {
      chunk[table.history(pageId) + i] = 0;
    }
  }

  @Override
  public long lastAccess(long pageId) {
    return access(pageId, 0);
  }

  @Override
  public long kthAccess(long pageId) {
    return access(pageId, k - 1);
  }

  /** Counts an access of this thread, and lets time go on after a quantum of them. */
  private long tick() {
    int stripe = ((int) Thread.currentThread().threadId() & (STRIPES - 1)) * STRIPE_PADDING;
    return (++accessesOfStripe[stripe] & quantumMask) == 0
        ? clock.incrementAndGet()
        : clock.getPlain();
  }

  private long access(long pageId, int back) {
    long pair = table.chunk(pageId)[table.history(pageId) + back / 2];
    int low = (int) (back % 2 == 0 ? pair : pair >>> 32);
    long now = clock.get();
    // The time nearest to now that has these low bits.
    return low == 0 ? -1 : now + (low - (int) now);
  }
}
