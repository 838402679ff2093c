package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.engine.page.SortedPage;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every page of a record file and reports all that is wrong, as data: what can't be read
 * is reported too, and the check goes on beside it. The shape of the tree must not change meanwhile
 * ({@link RecordTrees#check} sees to that; else nobody may use the file), so what is reported was
 * so at that moment. For one check.
 */
public final class TreeCheck {

  /** Of so many violations the rest is not told. */
  public static final int VIOLATIONS_MAX = 10_000;

  private final PageMoments moments;
  private final DiskManager disk;
  private final TreeLimits limits;
  private final BitSet pages = new BitSet();
  private final List<TreeReport.Violation> violations = new ArrayList<>();
  private long fileId;
  private long records;
  private int height;
  private boolean dropped;

  public TreeCheck(BufferPool pool, DiskManager disk) {
    this.moments = new PageMoments(pool, disk);
    this.disk = disk;
    this.limits = TreeLimits.of(disk.pageSizeBytes(), 1);
  }

  /** Checks the file whose page has this id. Does not throw for what is wrong with the file. */
  public TreeReport check(long fileId) {
    this.fileId = fileId;
    FilePage file = null;
    try {
      MemorySegment memory = moments.newest(fileId);
      file = FilePage.read(memory);
      dropped = file.dropped();
      claim(fileId, PageType.RECORD_FILE, PageHeader.owner(memory));
    } catch (EngineException e) {
      violation(fileId, "can't be read: " + e.getMessage());
    }
    if (file != null) {
      node(file.rootPageId(), 1, null, null, true);
    }
    return new TreeReport(
        file == null ? "" : file.name(), fileId, dropped, records, height, pages, violations);
  }

  /** A page of the tree, whose keys have to be from {@code lower} on and below {@code upper}. */
  private void node(
      long pageId, int level, byte @Nullable [] lower, byte @Nullable [] upper, boolean root) {
    if (level > TreePages.HEIGHT_MAX) {
      violation(pageId, "is at level " + level + ": the tree runs in a circle");
      return;
    }
    PageType type;
    List<Entry> entries;
    try {
      MemorySegment memory = moments.newest(pageId);
      type = PageHeader.type(memory);
      boolean tree = type == PageType.TREE_INNER || type == PageType.TREE_LEAF;
      if (!tree) {
        violation(pageId, "is a %s page where a page of a tree should be".formatted(type.label()));
        return;
      }
      if (!claim(pageId, type, PageHeader.owner(memory))) {
        return;
      }
      String wrong = PageCheck.slots(memory);
      if (wrong != null) {
        violation(pageId, wrong);
        return;
      }
      entries = SortedPage.of(memory).entries();
      fill(pageId, SlottedPage.of(memory), root, type);
    } catch (EngineException | IndexOutOfBoundsException e) {
      violation(pageId, "can't be read: " + e.getMessage());
      return;
    }
    order(pageId, type, entries, lower, upper);
    if (type == PageType.TREE_LEAF) {
      leaf(pageId, level, entries);
    } else {
      children(pageId, level, entries, lower, upper);
    }
  }

  private void fill(long pageId, SlottedPage page, boolean root, PageType type) {
    int used = SlottedPage.capacityBytes(limits.pageSizeBytes()) - page.freeBytes();
    if (used > limits.splitAboveBytes()) {
      violation(
          pageId,
          "has %d bytes in use, more than %d: it should have been split"
              .formatted(used, limits.splitAboveBytes()));
    }
    if (dropped) {
      return;
    }
    if (!root && page.recordCount() == 0) {
      violation(pageId, "is empty");
    }
    if (root && type == PageType.TREE_INNER && page.recordCount() < 2) {
      violation(pageId, "is a root with %d children".formatted(page.recordCount()));
    }
  }

  private void order(
      long pageId,
      PageType type,
      List<Entry> entries,
      byte @Nullable [] lower,
      byte @Nullable [] upper) {
    for (int i = 0; i < entries.size(); i++) {
      byte[] key = entries.get(i).key();
      if (type == PageType.TREE_INNER && i == 0) {
        if (key.length > 0) {
          violation(pageId, "begins with a key that is not the least one");
        }
        continue;
      }
      if (i > 0 && Arrays.compareUnsigned(entries.get(i - 1).key(), key) >= 0) {
        violation(pageId, "has keys %d and %d out of order".formatted(i - 1, i));
      }
      boolean aboveLower = lower == null || Arrays.compareUnsigned(lower, key) <= 0;
      boolean belowUpper = upper == null || Arrays.compareUnsigned(key, upper) < 0;
      if (!aboveLower || !belowUpper) {
        violation(pageId, "has key %d outside the fences of the page".formatted(i));
      }
      if (key.length == 0 || key.length > limits.keyBytesMax()) {
        violation(pageId, "has key %d of %d bytes".formatted(i, key.length));
      }
    }
  }

  private void leaf(long pageId, int level, List<Entry> entries) {
    if (height == 0) {
      height = level;
    } else if (height != level) {
      violation(pageId, "is a leaf at level %d, others are at %d".formatted(level, height));
    }
    records += entries.size();
    for (Entry entry : entries) {
      if (entry.overflow()) {
        chain(pageId, entry);
      } else if (entry.pageBytes() > limits.entryBytesMax()) {
        violation(pageId, "has an entry of %d bytes".formatted(entry.pageBytes()));
      }
    }
  }

  private void chain(long leafId, Entry entry) {
    if (entry.tail().length != TreeLayout.REFERENCE_BYTES) {
      violation(leafId, "has an overflow reference of %d bytes".formatted(entry.tail().length));
      return;
    }
    int length = OverflowReads.length(entry.tail());
    long pageId = OverflowReads.firstPage(entry.tail());
    int found = 0;
    while (found < length) {
      OverflowPage part = overflowPage(pageId);
      if (part == null) {
        return;
      }
      found += part.length;
      boolean last = found >= length;
      if (last != (part.next == 0) || (!last && part.length != limits.partBytesMax())) {
        violation(
            pageId,
            "has %d bytes and leads to page %d; %d of the value's %d bytes came so far"
                .formatted(part.length, part.next, found, length));
        return;
      }
      pageId = part.next;
    }
    if (found != length) {
      violation(leafId, "has a value of %d bytes in a chain of %d".formatted(length, found));
    }
  }

  private record OverflowPage(int length, long next) {}

  /** Null when the chain can't be followed there. */
  private @Nullable OverflowPage overflowPage(long pageId) {
    try {
      MemorySegment memory = moments.newest(pageId);
      PageType type = PageHeader.type(memory);
      if (type != PageType.TREE_OVERFLOW) {
        violation(pageId, "is a %s page in an overflow chain".formatted(type.label()));
        return null;
      }
      if (!claim(pageId, type, PageHeader.owner(memory))) {
        return null;
      }
      return new OverflowPage(
          Math.max(1, memory.get(TreeLayout.I32, TreeLayout.PART_LENGTH_AT)),
          memory.get(TreeLayout.I64, TreeLayout.NEXT_AT));
    } catch (EngineException e) {
      violation(pageId, "can't be read: " + e.getMessage());
      return null;
    }
  }

  private void children(
      long pageId,
      int level,
      List<Entry> entries,
      byte @Nullable [] lower,
      byte @Nullable [] upper) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.overflow() || entry.tail().length != Long.BYTES) {
        violation(pageId, "has an entry %d that leads to no page".formatted(i));
        continue;
      }
      byte[] from = i == 0 ? lower : entry.key();
      byte[] to = i + 1 < entries.size() ? entries.get(i + 1).key() : upper;
      node(Node.child(entry), level + 1, from, to, false);
    }
  }

  /** Takes the page for this file; false when the file has it already. */
  private boolean claim(long pageId, PageType type, long owner) {
    if (owner != fileId) {
      violation(pageId, "belongs to %d, not to the file".formatted(owner));
    }
    if (disk.type(pageId) != type) {
      violation(
          pageId,
          "is a %s page, and %s in the allocation map"
              .formatted(type.label(), disk.type(pageId).label()));
    }
    if (pages.get((int) pageId)) {
      violation(pageId, "is reached twice");
      return false;
    }
    pages.set((int) pageId);
    return true;
  }

  private void violation(long pageId, String what) {
    if (violations.size() < VIOLATIONS_MAX) {
      violations.add(new TreeReport.Violation(pageId, what));
    }
  }
}
