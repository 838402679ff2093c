package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.engine.page.SortedReads;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Goes down the tree to one key. For one look-up at a time. */
final class Lookup implements PageVisitor {

  private static final long AT_LEAF = -1;

  private final TreePages pages;
  private final int size;
  private final SearchKey key;

  private int type;
  private long child;
  private byte @Nullable [] tail;
  private boolean overflow;

  Lookup(TreePages pages, SearchKey key) {
    this.pages = pages;
    this.size = pages.limits().pageSizeBytes();
    this.key = key;
  }

  /**
   * The key's value, or null. The tree must not change meanwhile, or the answer is worth nothing.
   */
  byte @Nullable [] from(long root) {
    long pageId = root;
    for (int level = 0; level < TreePages.HEIGHT_MAX; level++) {
      pages.reads().visit(pageId, this);
      if (child == AT_LEAF) {
        return tail != null && overflow ? pages.overflow().value(tail) : tail;
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
    child = 0;
    if (type == PageType.TREE_INNER.code()) {
      int index = SortedReads.childIndex(memory, base, size, key);
      child = SortedReads.child(memory, base, index);
    } else if (type == PageType.TREE_LEAF.code()) {
      child = AT_LEAF;
      int index = SortedReads.find(memory, base, size, key);
      tail = index < 0 ? null : SortedReads.tail(memory, base, index);
      overflow = index >= 0 && SortedReads.overflow(memory, base, index);
    }
  }
}
