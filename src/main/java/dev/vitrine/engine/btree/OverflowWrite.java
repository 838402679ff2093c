package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** Puts one value into a chain of new overflow pages. */
final class OverflowWrite {

  private final byte[] value;
  private final TreeLimits limits;
  private final byte[] reference = new byte[TreeLayout.REFERENCE_BYTES];

  OverflowWrite(byte[] value, TreeLimits limits) {
    this.value = value;
    this.limits = limits;
    MemorySegment.ofArray(reference)
        .set(TreeLayout.I32, TreeLayout.REFERENCE_LENGTH_AT, value.length);
  }

  int pageCount() {
    return limits.overflowPages(value.length);
  }

  /** What the leaf's entry has after its key; the page in it is set by {@link #write}. */
  byte[] reference() {
    return reference;
  }

  void write(PageChange change, long fileId) {
    List<PageChange.Created> pages = new ArrayList<>();
    for (int i = 0; i < pageCount(); i++) {
      pages.add(change.create(PageType.TREE_OVERFLOW, fileId));
    }
    for (int i = 0; i < pages.size(); i++) {
      MemorySegment memory = pages.get(i).memory();
      int from = i * limits.partBytesMax();
      int length = Math.min(limits.partBytesMax(), value.length - from);
      long next = i + 1 < pages.size() ? pages.get(i + 1).pageId() : 0;
      memory.set(TreeLayout.I64, TreeLayout.NEXT_AT, next);
      memory.set(TreeLayout.I32, TreeLayout.PART_LENGTH_AT, length);
      MemorySegment.copy(value, from, memory, ValueLayout.JAVA_BYTE, TreeLayout.PART_AT, length);
    }
    MemorySegment.ofArray(reference)
        .set(TreeLayout.I64, TreeLayout.REFERENCE_PAGE_AT, pages.getFirst().pageId());
  }
}
