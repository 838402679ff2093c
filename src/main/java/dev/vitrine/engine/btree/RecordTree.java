package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.SearchKey;
import dev.vitrine.engine.page.SortedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.PageEvent.PageCompacted;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One ordered record file: a B+tree from keys to values. Thread-safe; blocking. A change stands in
 * memory when a method returns; it may be acknowledged when the log says so of its LSN.
 */
public final class RecordTree {

  /** A page of a scan ends when its records have more bytes than this, and at least one record. */
  public static final int SCAN_BYTES_MAX = 4 << 20;

  /**
   * A record was stored.
   *
   * @param created whether the key is new
   */
  public record Stored(boolean created, long lsn) {}

  private final TreePages pages;
  private final FilePage file;
  private final TreeLatch latch;
  private volatile boolean dropped;

  RecordTree(TreePages pages, FilePage file) {
    this.pages = pages;
    this.file = file;
    this.latch = new TreeLatch(this::requireLive);
  }

  public FilePage file() {
    return file;
  }

  /** The key's value, or null; {@code invalid-request}, {@code record-file-not-found}. */
  public byte @Nullable [] get(byte[] key) {
    SearchKey searched = key(key);
    return latch.reading(() -> new Lookup(pages, searched).from(file.rootPageId()));
  }

  /** {@code invalid-request}, {@code disk-full}, {@code read-only}, {@code busy}. */
  public Stored put(byte[] key, byte[] value) {
    SearchKey searched = key(key);
    if (value.length > pages.limits().valueBytesMax()) {
      throw TreeErrors.valueLength(value.length, pages.limits().valueBytesMax());
    }
    if (pages.limits().fitsLeaf(key.length, value.length)) {
      Entry entry = new Entry(key, value, false);
      Stored stored = latch.<@Nullable Stored>shared(() -> putOnLeaf(searched, entry));
      if (stored != null) {
        return stored;
      }
    }
    return latch.exclusive(() -> new Reshape(pages, file, searched).put(value));
  }

  /** Removes the key; the change's LSN, or 0 when the tree has no such key. */
  public long delete(byte[] key) {
    SearchKey searched = key(key);
    Long lsn = latch.<@Nullable Long>shared(() -> deleteOnLeaf(searched));
    return lsn != null ? lsn : latch.exclusive(() -> new Reshape(pages, file, searched).delete());
  }

  /**
   * The first records of a range, in its direction.
   *
   * @param start the lowest key, included; null from the first
   * @param end the first key above the range; null to the last
   * @param limit at least 1
   */
  public ScanPart scan(
      byte @Nullable [] start, byte @Nullable [] end, boolean descending, int limit) {
    return new RangeScan(pages, latch, file.rootPageId(), start, end, descending).next(limit);
  }

  /** Counts by walking from leaf to leaf. */
  public TreeStatistics statistics() {
    return new TreeWalk(pages, latch, file.rootPageId()).statistics();
  }

  /** Looks at every page; splits and merges wait meanwhile. */
  public TreeReport check() {
    return latch.shared(() -> new TreeCheck(pages.pool(), pages.disk()).check(file.fileId()));
  }

  /** Null when more than the leaf has to change. */
  private @Nullable Stored putOnLeaf(SearchKey key, Entry entry) {
    Path path = Path.to(key, pages, file.rootPageId());
    int usedAfter = path.usedBytes() + entry.pageBytes() - path.entryBytes();
    if (path.overflow() || shouldMerge(path, usedAfter)) {
      return null;
    }
    return changeLeaf(path, key, (change, page, index) -> put(change, path, page, index, entry));
  }

  private boolean put(PageChange change, Path path, SortedPage page, int index, Entry entry) {
    boolean found = index >= 0;
    int before = found ? page.entryBytes(index) : 0;
    int used = page.usedBytes() + entry.pageBytes() - before;
    if (used > pages.limits().splitAboveBytes() || (found && page.overflow(index))) {
      return false;
    }
    int holes = page.holesClosedFor(index, entry);
    if (holes > 0) {
      change.emit(new PageCompacted(path.leaf(), holes, EventClock.nowMicros()));
    }
    if (found) {
      page.replace(index, entry);
    } else {
      page.insert(-index - 1, entry);
    }
    return true;
  }

  /** 0 when there is no such key; null when more than the leaf has to change. */
  private @Nullable Long deleteOnLeaf(SearchKey key) {
    Path path = Path.to(key, pages, file.rootPageId());
    if (!path.found()) {
      return 0L;
    }
    if (path.overflow() || shouldMerge(path, path.usedBytes() - path.entryBytes())) {
      return null;
    }
    Stored removed =
        changeLeaf(
            path,
            key,
            (_, page, index) -> {
              if (index < 0) {
                return true;
              }
              boolean empty = page.count() == 1 && path.leafLevel() > 0;
              if (page.overflow(index) || empty) {
                return false;
              }
              page.remove(index);
              return true;
            });
    if (removed == null) {
      return null;
    }
    return removed.created() ? Long.valueOf(0) : Long.valueOf(removed.lsn());
  }

  private interface LeafChange {
    /** False when the leaf alone can't take it; nothing was changed then. */
    boolean apply(PageChange change, SortedPage page, int index);
  }

  /** Null when the change does not apply; "created" tells whether the key was not there. */
  private @Nullable Stored changeLeaf(Path path, SearchKey key, LeafChange action) {
    try (PageChange change = pages.pool().change()) {
      SortedPage page = SortedPage.of(change.page(path.leaf()));
      int index = page.find(key);
      int count = page.count();
      if (!action.apply(change, page, index)) {
        return null;
      }
      boolean nothing = index < 0 && page.count() == count;
      return new Stored(index < 0, nothing ? 0 : change.commit());
    }
  }

  /** Whether the leaf would be little used, and a neighbour can take it. */
  private boolean shouldMerge(Path path, int usedAfter) {
    return usedAfter < pages.limits().mergeBelowBytes()
        && usedAfter < path.usedBytes()
        && path.leafLevel() > 0
        && neighbourTakes(path, usedAfter);
  }

  private boolean neighbourTakes(Path path, int bytes) {
    int parent = path.leafLevel() - 1;
    List<Entry> siblings = pages.content(path.page(parent)).entries();
    int index = path.index(parent);
    return takes(siblings, index - 1, bytes) || takes(siblings, index + 1, bytes);
  }

  private boolean takes(List<Entry> siblings, int index, int bytes) {
    if (index < 0 || index >= siblings.size()) {
      return false;
    }
    List<Entry> entries = pages.content(Node.child(siblings.get(index))).entries();
    return Node.bytes(entries) + bytes <= pages.limits().splitAboveBytes();
  }

  private SearchKey key(byte[] key) {
    if (key.length == 0 || key.length > pages.limits().keyBytesMax()) {
      throw TreeErrors.keyLength(key.length, pages.limits().keyBytesMax());
    }
    return SearchKey.of(key);
  }

  /** Hides the tree from everybody, in one atom that {@code mark} makes. */
  long drop(Supplier<Long> mark) {
    return latch.exclusive(() -> {
      long lsn = mark.get();
      dropped = true;
      return lsn;
    });
  }

  private void requireLive() {
    if (dropped) {
      throw TreeErrors.fileNotFound(file.name());
    }
  }
}
