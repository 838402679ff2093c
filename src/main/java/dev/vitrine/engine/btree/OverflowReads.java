package dev.vitrine.engine.btree;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SortedReads;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values from chains of overflow pages. The chain must not change meanwhile: the caller holds
 * the tree's lock, or throws away what it gets when the tree changed. Thread-safe.
 */
final class OverflowReads {

  private final PageReads reads;
  private final TreeLimits limits;

  OverflowReads(PageReads reads, TreeLimits limits) {
    this.reads = reads;
    this.limits = limits;
  }

  /** The value that a reference leads to. */
  byte[] value(byte[] reference) {
    int length = length(reference);
    if (length < 0 || length > TreeLimits.VALUE_BYTES_MAX) {
      throw TreeErrors.damaged(firstPage(reference), "begins a value of " + length + " bytes");
    }
    byte[] value = new byte[length];
    Part part = new Part(value);
    long pageId = firstPage(reference);
    for (int done = 0; done < length; done += part.length) {
      requireMore(pageId);
      part.at = done;
      reads.visit(pageId, part);
      part.requireSound(pageId);
      pageId = part.next;
    }
    requireEnd(pageId);
    return value;
  }

  /** The pages of a chain, in its order. */
  long[] pages(byte[] reference) {
    int length = length(reference);
    long[] pages = new long[limits.overflowPages(length)];
    Part part = new Part(new byte[length]);
    long pageId = firstPage(reference);
    for (int i = 0; i < pages.length; i++) {
      requireMore(pageId);
      pages[i] = pageId;
      part.at = i * limits.partBytesMax();
      reads.visit(pageId, part);
      part.requireSound(pageId);
      pageId = part.next;
    }
    requireEnd(pageId);
    return pages;
  }

  /**
   * The pages of a chain as far as it can be followed. A damaged one is the last, since an intact
   * page leads to it; one that is something else is not among them.
   */
  List<Long> reachable(byte[] reference) {
    List<Long> reached = new ArrayList<>();
    Part part = new Part(new byte[length(reference)]);
    long pageId = firstPage(reference);
    try {
      while (pageId != 0 && reached.size() < limits.overflowPages(length(reference))) {
        part.at = reached.size() * limits.partBytesMax();
        reads.visit(pageId, part);
        part.requireSound(pageId);
        reached.add(pageId);
        pageId = part.next;
      }
    } catch (EngineException e) {
      if (TreeErrors.requireDamage(e) == ErrorCode.CHECKSUM_FAILURE) {
        reached.add(pageId);
      }
    }
    return reached;
  }

  static long firstPage(byte[] reference) {
    return MemorySegment.ofArray(reference).get(TreeLayout.I64, TreeLayout.REFERENCE_PAGE_AT);
  }

  static int length(byte[] reference) {
    return MemorySegment.ofArray(reference).get(TreeLayout.I32, TreeLayout.REFERENCE_LENGTH_AT);
  }

  private static void requireMore(long pageId) {
    if (pageId == 0) {
      throw TreeErrors.damaged(pageId, "is next in an overflow chain that is too short");
    }
  }

  private static void requireEnd(long pageId) {
    if (pageId != 0) {
      throw TreeErrors.damaged(pageId, "goes on an overflow chain that has ended");
    }
  }

  private static final class Part implements PageVisitor {

    private final byte[] value;
    private int at;
    private int type;
    private int length;
    private long next;

    Part(byte[] value) {
      this.value = value;
    }

    @Override
    public void visit(MemorySegment memory, long base) {
      type = SortedReads.typeCode(memory, base);
      length = memory.get(TreeLayout.I32, base + TreeLayout.PART_LENGTH_AT);
      next = memory.get(TreeLayout.I64, base + TreeLayout.NEXT_AT);
      if (type == PageType.TREE_OVERFLOW.code() && length > 0 && length <= value.length - at) {
        MemorySegment.copy(
            memory, ValueLayout.JAVA_BYTE, base + TreeLayout.PART_AT, value, at, length);
      }
    }

    void requireSound(long pageId) {
      if (type != PageType.TREE_OVERFLOW.code()) {
        throw TreeErrors.wrongType(pageId, type);
      }
      if (length <= 0 || length > value.length - at) {
        throw TreeErrors.damaged(pageId, "holds " + length + " bytes of a value");
      }
    }
  }
}
