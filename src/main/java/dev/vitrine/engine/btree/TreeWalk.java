package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.engine.page.SortedReads;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes from leaf to leaf and counts, while others go on: each leaf, and the way to it, is of one
 * moment. An inner page is counted when the way goes through it and did not before.
 */
final class TreeWalk implements PageVisitor {

  private final TreePages pages;
  private final TreeLatch latch;
  private final long root;
  private final int size;
  private long[] way = new long[TreePages.HEIGHT_MAX];
  private long[] wayBefore = new long[TreePages.HEIGHT_MAX];
  private int depth;
  private @Nullable SearchKey bound;
  private byte @Nullable [] upper;
  private byte @Nullable [] upperHere;

  private int type;
  private long child;
  private int records;
  private int usedBytes;
  private long recordBytes;
  private long overflowPages;

  TreeWalk(TreePages pages, TreeLatch latch, long root) {
    this.pages = pages;
    this.latch = latch;
    this.root = root;
    this.size = pages.limits().pageSizeBytes();
  }

  TreeStatistics statistics() {
    TreeStatistics sum = new TreeStatistics(0, 0, 1, 0, 0, 0, 0, 0);
    do {
      latch.reading(this::nextLeaf);
      sum =
          new TreeStatistics(
              sum.records() + records,
              sum.recordBytes() + recordBytes,
              Math.max(sum.height(), depth + 1),
              sum.innerPages() + innerPagesNew(),
              sum.leafPages() + 1,
              sum.overflowPages() + overflowPages,
              sum.leafBytesUsed() + usedBytes,
              sum.leafBytes() + SlottedPage.capacityBytes(size));
      wayBefore = Arrays.copyOf(way, depth);
      bound = upper == null ? null : SearchKey.of(upper);
    } while (bound != null);
    return sum;
  }

  private int innerPagesNew() {
    int fresh = 0;
    for (int level = 0; level < depth; level++) {
      fresh += level < wayBefore.length && wayBefore[level] == way[level] ? 0 : 1;
    }
    return fresh;
  }

  private boolean nextLeaf() {
    upper = null;
    way = new long[TreePages.HEIGHT_MAX];
    long pageId = root;
    for (depth = 0; depth < TreePages.HEIGHT_MAX; depth++) {
      way[depth] = pageId;
      pages.reads().visit(pageId, this);
      upper = upperHere;
      if (type == PageType.TREE_LEAF.code()) {
        return true;
      }
      if (type != PageType.TREE_INNER.code()) {
        throw TreeErrors.wrongType(pageId, type);
      }
      pageId = child;
    }
    throw TreeErrors.damaged(root, "is the root of a tree that has no leaves");
  }

  @Override
  public void visit(MemorySegment memory, long base) {
    type = SortedReads.typeCode(memory, base);
    upperHere = upper;
    int count = SortedReads.count(memory, base, size);
    if (type == PageType.TREE_INNER.code()) {
      int index = bound == null ? 0 : SortedReads.childIndex(memory, base, size, bound);
      child = SortedReads.child(memory, base, index);
      upperHere = index + 1 < count ? SortedReads.key(memory, base, index + 1) : upper;
    } else if (type == PageType.TREE_LEAF.code()) {
      countLeaf(memory, base, count);
    }
  }

  private void countLeaf(MemorySegment memory, long base, int count) {
    records = count;
    usedBytes = SortedReads.usedBytes(memory, base, size);
    recordBytes = 0;
    overflowPages = 0;
    for (int i = 0; i < count; i++) {
      recordBytes += SortedReads.key(memory, base, i).length;
      byte[] tail = SortedReads.tail(memory, base, i);
      if (SortedReads.overflow(memory, base, i)) {
        int length = OverflowReads.length(tail);
        recordBytes += length;
        overflowPages += pages.limits().overflowPages(length);
      } else {
        recordBytes += tail.length;
      }
    }
  }
}
