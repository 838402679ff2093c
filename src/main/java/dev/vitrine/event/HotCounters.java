package dev.vitrine.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * The exact number of each hot event since the engine was opened, emitted or not.
 *
 * <p>A platform thread owns a row of counters and alone writes it, so counting is a load, an
 * addition and a store: no atomic operation, which would wait for every store before it. The row of
 * a thread that has ended goes, with its counts, to the next one that needs a row: nothing is
 * folded, nothing is lost, and there are never more than {@value #ROWS} rows. Virtual threads, and
 * those that find no row, share adders.
 */
public final class HotCounters {

  private static final int ROWS = 64;

  /** How far from its place a thread looks for a row. */
  private static final int PROBES_MAX = 8;

  private static final int VARIANTS = HotVariant.values().length;

  /** A row and at least 64 bytes to the next one's counters: no two share a cache line. */
  private static final int ROW_LONGS = (VARIANTS + 8 + 15) & -16;

  /** Not the number of a row. */
  public static final int NO_ROW = -1;

  private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(Thread[].class);
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

  private final Thread[] owners = new Thread[ROWS];
  private final long[] counts = new long[ROWS * ROW_LONGS];
  private final LongAdder[] shared = new LongAdder[VARIANTS];

  public HotCounters() {
    for (int i = 0; i < VARIANTS; i++) {
      shared[i] = new LongAdder();
    }
  }

  /**
   * Counts one event. Any thread; never blocks.
   *
   * @return something that ends with n zero bits in one of 2^n calls, so that what happens seldom
   *     needs no count of its own: the row's new count, or a random number when there is no row
   */
  public long increment(HotVariant variant) {
    int row = homeRow();
    if (row == NO_ROW) {
      row = rowOf(Thread.currentThread());
      if (row == NO_ROW) {
        shared[variant.ordinal()].increment();
        return ThreadLocalRandom.current().nextLong();
      }
    }
    return increment(row, variant);
  }

  /**
   * The row that this thread owns where it first looks for one; {@link #NO_ROW} if it is another or
   * none. For who wants to know beforehand that counting will be short: {@link #increment(int,
   * HotVariant)}.
   */
  public int homeRow() {
    Thread me = Thread.currentThread();
    int row = home(me);
    // A plain read is enough: only this thread ever makes itself an owner, and while it lives
    // nobody takes its row. Any other value, however old, leads to the search.
    return owners[row] == me ? row : NO_ROW;
  }

  /** Counts one event in the calling thread's own row; the result is the row's new count. */
  public long increment(int row, HotVariant variant) {
    int at = row * ROW_LONGS + variant.ordinal();
    // Opaque: whole, and seen by those who sum before long; a single writer needs no more.
    long count = counts[at] + 1;
    COUNT.setOpaque(counts, at, count);
    return count;
  }

  /** How many there were so far; concurrent increments may or may not be included. */
  public long total(HotVariant variant) {
    long total = shared[variant.ordinal()].sum();
    for (int row = 0; row < ROWS; row++) {
      total += (long) COUNT.getOpaque(counts, row * ROW_LONGS + variant.ordinal());
    }
    return total;
  }

  private static int home(Thread thread) {
    return (int) thread.threadId() & (ROWS - 1);
  }

  /** The row that this thread owns or could take near its home. */
  private int rowOf(Thread me) {
    if (me.isVirtual()) {
      return NO_ROW;
    }
    int home = home(me);
    for (int i = 0; i < PROBES_MAX; i++) {
      int row = (home + i) & (ROWS - 1);
      if (owners[row] == me) {
        return row;
      }
    }
    for (int i = 0; i < PROBES_MAX; i++) {
      int row = (home + i) & (ROWS - 1);
      Thread owner = (Thread) OWNER.getVolatile(owners, row);
      // isAlive() being false comes after everything that the owner did (JLS 17.4.5): its last
      // counts are seen here.
      if ((owner == null || !owner.isAlive()) && OWNER.compareAndSet(owners, row, owner, me)) {
        return row;
      }
    }
    return NO_ROW;
  }
}
