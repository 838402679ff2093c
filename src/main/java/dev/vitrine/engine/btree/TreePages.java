package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SortedReads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What all record files of an engine share.
 *
 * @param overflowFrames permits for the frames that changes of long values may hold at once
 */
record TreePages(
    BufferPool pool,
    DiskManager disk,
    PageReads reads,
    OverflowReads overflow,
    TreeLimits limits,
    Semaphore overflowFrames) {

  /** Levels that no tree of this engine can have: what is deeper runs in a circle. */
  static final int HEIGHT_MAX = 32;

  static TreePages of(BufferPool pool, DiskManager disk, int frames) {
    TreeLimits limits = TreeLimits.of(disk.pageSizeBytes(), frames);
    PageReads reads = new PageReads(pool);
    return new TreePages(
        pool,
        disk,
        reads,
        new OverflowReads(reads, limits),
        limits,
        new Semaphore(limits.overflowPagesAtOnceMax(), true));
  }

  /** Every entry of a tree page. */
  Content content(long pageId) {
    int size = limits.pageSizeBytes();
    int[] type = new int[1];
    List<Entry> entries = new ArrayList<>();
    reads.visit(
        pageId,
        (memory, base) -> {
          entries.clear();
          type[0] = SortedReads.typeCode(memory, base);
          int count = isTree(type[0]) ? SortedReads.count(memory, base, size) : 0;
          for (int i = 0; i < count; i++) {
            entries.add(SortedReads.entry(memory, base, i));
          }
        });
    if (!isTree(type[0])) {
      throw TreeErrors.wrongType(pageId, type[0]);
    }
    return new Content(type[0] == PageType.TREE_LEAF.code(), entries);
  }

  /** A tree page's entries; the list is the receiver's own. */
  record Content(boolean leaf, List<Entry> entries) {}

  private static boolean isTree(int typeCode) {
    return typeCode == PageType.TREE_INNER.code() || typeCode == PageType.TREE_LEAF.code();
  }
}
