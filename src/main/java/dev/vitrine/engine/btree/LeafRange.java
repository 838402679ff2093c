package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.engine.page.SortedReads;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a range that lies on one leaf, and the fences of the leaf: all keys from the lower
 * one on and below the upper one are on it. No leaf knows its neighbours; the next one is found
 * from the root, by the fence.
 */
final class LeafRange implements PageVisitor {

  private final TreePages pages;
  private final int size;
  private final boolean descending;

  /** Ascending: the lowest key wanted. Descending: the wanted keys are below it. */
  private final @Nullable SearchKey bound;

  /** Ascending: the wanted keys are below it. Descending: the lowest key wanted. */
  private final @Nullable SearchKey stop;

  private final int limit;
  private final List<Entry> entries = new ArrayList<>();

  private int type;
  private long child;
  private byte @Nullable [] lower;
  private byte @Nullable [] upper;
  private byte @Nullable [] lowerHere;
  private byte @Nullable [] upperHere;
  private boolean stopped;

  LeafRange(
      TreePages pages,
      byte @Nullable [] bound,
      byte @Nullable [] stop,
      boolean descending,
      int limit) {
    this.pages = pages;
    this.size = pages.limits().pageSizeBytes();
    this.bound = bound == null ? null : SearchKey.of(bound);
    this.stop = stop == null ? null : SearchKey.of(stop);
    this.descending = descending;
    this.limit = limit;
  }

  /** Reads the leaf. The tree must not change meanwhile, or the answer is worth nothing. */
  void from(long root) {
    lower = null;
    upper = null;
    long pageId = root;
    for (int level = 0; level < TreePages.HEIGHT_MAX; level++) {
      pages.reads().visit(pageId, this);
      lower = lowerHere;
      upper = upperHere;
      if (type == PageType.TREE_LEAF.code()) {
        return;
      }
      if (type != PageType.TREE_INNER.code()) {
        throw TreeErrors.wrongType(pageId, type);
      }
      pageId = child;
    }
    throw TreeErrors.damaged(root, "is the root of a tree that has no leaves");
  }

  /** At most as many as were asked for, in the direction of the scan. */
  List<Entry> entries() {
    return entries;
  }

  /** Whether the range ends on this leaf: nothing of it is beyond. */
  boolean stopped() {
    return stopped;
  }

  /** The fence where the scan goes on; null on the last leaf. */
  byte @Nullable [] fence() {
    return descending ? lower : upper;
  }

  @Override
  public void visit(MemorySegment memory, long base) {
    type = SortedReads.typeCode(memory, base);
    lowerHere = lower;
    upperHere = upper;
    entries.clear();
    stopped = false;
    if (type == PageType.TREE_INNER.code()) {
      int count = SortedReads.count(memory, base, size);
      int index = childIndex(memory, base, count);
      child = SortedReads.child(memory, base, index);
      lowerHere = index > 0 ? SortedReads.key(memory, base, index) : lower;
      upperHere = index + 1 < count ? SortedReads.key(memory, base, index + 1) : upper;
    } else if (type == PageType.TREE_LEAF.code()) {
      collect(memory, base);
    }
  }

  private int childIndex(MemorySegment memory, long base, int count) {
    if (bound == null) {
      return descending ? count - 1 : 0;
    }
    return descending
        ? SortedReads.childIndexBelow(memory, base, size, bound)
        : SortedReads.childIndex(memory, base, size, bound);
  }

  private void collect(MemorySegment memory, long base) {
    int count = SortedReads.count(memory, base, size);
    int step = descending ? -1 : 1;
    for (int i = first(memory, base, count); i >= 0 && i < count; i += step) {
      if (beyondStop(memory, base, i)) {
        stopped = true;
        return;
      }
      if (entries.size() == limit) {
        return;
      }
      entries.add(SortedReads.entry(memory, base, i));
    }
    stopped = fence() == null || fenceBeyondStop();
  }

  private int first(MemorySegment memory, long base, int count) {
    if (bound == null) {
      return descending ? count - 1 : 0;
    }
    int found = SortedReads.find(memory, base, size, bound);
    int from = found >= 0 ? found : -found - 1;
    return descending ? from - 1 : from;
  }

  private boolean beyondStop(MemorySegment memory, long base, int index) {
    if (stop == null) {
      return false;
    }
    int compared = SortedReads.compare(stop, memory, base, index);
    return descending ? compared > 0 : compared <= 0;
  }

  private boolean fenceBeyondStop() {
    byte[] fence = fence();
    return stop != null
        && fence != null
        && (descending
            ? Arrays.compareUnsigned(fence, stop.bytes()) <= 0
            : Arrays.compareUnsigned(fence, stop.bytes()) >= 0);
  }
}
