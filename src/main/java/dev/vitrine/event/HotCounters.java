package dev.vitrine.event;

import java.util.concurrent.atomic.LongAdder;

/** The exact number of each hot event since the engine was opened, emitted or not. */
public final class HotCounters {

  private final LongAdder[] totals = new LongAdder[HotVariant.values().length];

  public HotCounters() {
    for (int i = 0; i < totals.length; i++) {
      totals[i] = new LongAdder();
    }
  }

  /** Counts one event. Any thread; never blocks. */
  public void increment(HotVariant variant) {
    totals[variant.ordinal()].increment();
  }

  /** How many there were so far; concurrent increments may or may not be included. */
  public long total(HotVariant variant) {
    return totals[variant.ordinal()].sum();
  }
}
