package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.engine.page.SortedReads;
import java.lang.foreign.MemorySegment;

/**
 * The way from the root to the leaf that a key belongs to, and what is there. For a tree whose
 * shape does not change meanwhile.
 */
final class Path implements PageVisitor {

  private final TreePages pages;
  private final int size;
  private final SearchKey key;
  private final long[] ids = new long[TreePages.HEIGHT_MAX];
  private final int[] indexes = new int[TreePages.HEIGHT_MAX];
  private final int[] counts = new int[TreePages.HEIGHT_MAX];
  private int depth;

  private int type;
  private long child;
  private int usedBytes;
  private int entryBytes;
  private boolean overflow;

  private Path(TreePages pages, SearchKey key) {
    this.pages = pages;
    this.size = pages.limits().pageSizeBytes();
    this.key = key;
  }

  static Path to(SearchKey key, TreePages pages, long root) {
    Path path = new Path(pages, key);
    path.descend(root);
    return path;
  }

  private void descend(long root) {
    long pageId = root;
    while (depth < TreePages.HEIGHT_MAX) {
      ids[depth] = pageId;
      pages.reads().visit(pageId, this);
      if (type == PageType.TREE_LEAF.code()) {
        return;
      }
      if (type != PageType.TREE_INNER.code()) {
        throw TreeErrors.wrongType(pageId, type);
      }
      pageId = child;
      depth++;
    }
    throw TreeErrors.damaged(root, "is the root of a tree that has no leaves");
  }

  @Override
  public void visit(MemorySegment memory, long base) {
    type = SortedReads.typeCode(memory, base);
    counts[depth] = SortedReads.count(memory, base, size);
    if (type == PageType.TREE_INNER.code()) {
      indexes[depth] = SortedReads.childIndex(memory, base, size, key);
      child = SortedReads.child(memory, base, indexes[depth]);
    } else if (type == PageType.TREE_LEAF.code()) {
      int index = SortedReads.find(memory, base, size, key);
      indexes[depth] = index;
      usedBytes = SortedReads.usedBytes(memory, base, size);
      entryBytes = index < 0 ? 0 : SortedReads.entryBytes(memory, base, index);
      overflow = index >= 0 && SortedReads.overflow(memory, base, index);
    }
  }

  /** The level of the leaf; the root is at level 0. */
  int leafLevel() {
    return depth;
  }

  long page(int level) {
    return ids[level];
  }

  long leaf() {
    return ids[depth];
  }

  /** Which child the way takes at an inner level. */
  int index(int level) {
    return indexes[level];
  }

  /** Whether the leaf has the key. */
  boolean found() {
    return indexes[depth] >= 0;
  }

  /** Whether the value of the key is in overflow pages. */
  boolean overflow() {
    return overflow;
  }

  /** What the leaf's entries take. */
  int usedBytes() {
    return usedBytes;
  }

  /** What the key's entry takes; 0 where there is none. */
  int entryBytes() {
    return entryBytes;
  }

  /** Whether no key of the tree is greater than all those of the leaf. */
  boolean rightmost() {
    for (int level = 0; level < depth; level++) {
      if (indexes[level] + 1 < counts[level]) {
        return false;
      }
    }
    return true;
  }
}
