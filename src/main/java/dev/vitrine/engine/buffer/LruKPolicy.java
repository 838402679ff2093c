package dev.vitrine.engine.buffer;

import java.util.Arrays;
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
 */
final class LruKPolicy implements ReplacementPolicy {

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK_SIZE = 1 << CHUNK_BITS;
  private static final int STRIPES = 16;
  private static final int STRIPE_PADDING = 16;

  private final int k;
  private final long quantumMask;
  private final AtomicLong clock = new AtomicLong(1);
  private final long[] accessesOfStripe = new long[STRIPES * STRIPE_PADDING];

  /** For each page K times, newest first; 0 means none. */
  private volatile long[][] chunks = new long[0][];

  LruKPolicy(int k, int frames) {
    this.k = k;
    this.quantumMask = Integer.highestOneBit(Math.max(1, frames / 64)) - 1L;
  }

  @Override
  public String name() {
    return "LRU-" + k;
  }

  @Override
  public void accessed(long pageId) {
    int stripe = ((int) Thread.currentThread().threadId() & (STRIPES - 1)) * STRIPE_PADDING;
    long now =
        (++accessesOfStripe[stripe] & quantumMask) == 0
            ? clock.incrementAndGet()
            : clock.getPlain();
    long[] times = chunk(pageId);
    int newest = index(pageId);
    if (times[newest] != now) {
      System.arraycopy(times, newest, times, newest + 1, k - 1);
      times[newest] = now;
    }
  }

  @Override
  public void forgotten(long pageId) {
    int newest = index(pageId);
    Arrays.fill(chunk(pageId), newest, newest + k, 0);
  }

  @Override
  public long lastAccess(long pageId) {
    long time = chunk(pageId)[index(pageId)];
    return time == 0 ? -1 : time;
  }

  @Override
  public long kthAccess(long pageId) {
    long time = chunk(pageId)[index(pageId) + k - 1];
    return time == 0 ? -1 : time;
  }

  private int index(long pageId) {
    return ((int) pageId & (CHUNK_SIZE - 1)) * k;
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
        more[i] = new long[CHUNK_SIZE * k];
      }
      chunks = more;
    }
    return chunks[number];
  }
}
