package dev.vitrine.workload;

import java.util.Arrays;

/** The pages that a workload made and has not freed. Thread-safe. */
final class MadePages {

  static final long NONE = -1;

  private long[] ids = new long[64];
  private int untried;
  private long left;

  synchronized void add(long pageId) {
    if (untried == ids.length) {
      ids = Arrays.copyOf(ids, untried + (untried >> 1));
    }
    ids[untried++] = pageId;
    left++;
  }

  /** A page to free, each once, or {@link #NONE}. */
  synchronized long take() {
    return untried == 0 ? NONE : ids[--untried];
  }

  /** A page that was taken is free. */
  synchronized void freed() {
    left--;
  }

  synchronized long left() {
    return left;
  }
}
