package dev.vitrine.live.stream;

import dev.vitrine.event.HotVariant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many hot events of a stream may become entries. Tokens are dealt in {@value
 * #SLICES_PER_SECOND} slices a second, the same share to each variant; what a variant leaves of its
 * share goes to a pool from which all may borrow. So each variant has its share for certain, unused
 * shares are lent out, and a burst can't use up the second.
 *
 * <p>Bound: {@value #SLICE_PERCENT} % of the budget is dealt over a second, the rest is what the
 * shares and the pool hold at most; no second, wherever it begins, sees more than the budget.
 *
 * <p><b>Thread.</b> {@link #admit} from any; {@link #open}, {@link #deal} and {@link #close} one at
 * a time.
 */
final class HotBudget {

  static final int SLICES_PER_SECOND = 25;
  static final int SLICE_PERCENT = 90;
  static final long SLICE_NANOS = 1_000_000_000L / SLICES_PER_SECOND;

  private final HotGate gate;
  private final List<HotVariant> variants;
  private final AtomicInteger[] shares = new AtomicInteger[HotVariant.values().length];
  private final AtomicInteger pool = new AtomicInteger();
  private final double sharePerSlice;
  private final int poolMax;

  private volatile boolean open;
  private double dealt;
  private long sliceStart;

  HotBudget(HotGate gate, List<HotVariant> variants, int entriesPerSecond) {
    this.gate = gate;
    this.variants = variants;
    for (HotVariant variant : variants) {
      shares[variant.ordinal()] = new AtomicInteger();
    }
    double perSlice = entriesPerSecond * (SLICE_PERCENT / 100.0) / SLICES_PER_SECOND;
    this.sharePerSlice = perSlice / Math.max(1, variants.size());
    this.poolMax = (int) Math.max(0, entriesPerSecond * (100 - SLICE_PERCENT) / 100.0 - perSlice);
  }

  boolean isOpen() {
    return open;
  }

  /** Begins to let events in, with full shares and a full pool. */
  void open(long nowNanos) {
    sliceStart = nowNanos;
    dealt = 0;
    pool.set(poolMax);
    dealShares(nextShare());
    open = true;
    variants.forEach(variant -> gate.set(variant, true));
  }

  /** Lets nothing in any more. */
  void close() {
    open = false;
    variants.forEach(variant -> gate.set(variant, false));
  }

  /** Takes a token for an event; without one the gate of its variant shuts until the next deal. */
  boolean admit(HotVariant variant) {
    if (open && (take(shares[variant.ordinal()]) || take(pool))) {
      return true;
    }
    gate.set(variant, false);
    return false;
  }

  /** Deals the slices that have begun since the last call. */
  void deal(long nowNanos) {
    if (!open) {
      return;
    }
    while (nowNanos - sliceStart >= SLICE_NANOS) {
      long late = (nowNanos - sliceStart) / SLICE_NANOS;
      sliceStart += late > SLICES_PER_SECOND ? late * SLICE_NANOS : SLICE_NANOS;
      dealShares(nextShare());
      variants.forEach(variant -> gate.set(variant, true));
    }
  }

  /** Shares can be fractions of a token: what was cut off is dealt later. */
  private int nextShare() {
    dealt += sharePerSlice;
    int share = (int) dealt;
    dealt -= share;
    return share;
  }

  private void dealShares(int share) {
    int unused = 0;
    for (HotVariant variant : variants) {
      unused += Math.max(0, shares[variant.ordinal()].getAndSet(share));
    }
    int lent = unused;
    pool.updateAndGet(tokens -> Math.min(poolMax, Math.max(0, tokens) + lent));
  }

  private static boolean take(AtomicInteger tokens) {
    return tokens.get() > 0 && tokens.getAndDecrement() > 0;
  }
}
