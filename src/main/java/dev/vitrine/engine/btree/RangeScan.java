package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scans a range leaf by leaf: what comes from one leaf is of one moment, and the scan goes on from
 * the leaf's fence. So a key that is there all the time is found exactly once, however the leaves
 * are split and merged meanwhile. For one thread.
 */
final class RangeScan {

  private final TreePages pages;
  private final TreeLatch latch;
  private final long root;
  private final boolean descending;
  private final byte @Nullable [] stop;
  private byte @Nullable [] bound;

  RangeScan(
      TreePages pages,
      TreeLatch latch,
      long root,
      byte @Nullable [] start,
      byte @Nullable [] end,
      boolean descending) {
    this.pages = pages;
    this.latch = latch;
    this.root = root;
    this.descending = descending;
    this.bound = descending ? end : start;
    this.stop = descending ? start : end;
  }

  /** At most so many records, and no more once they have {@link RecordTree#SCAN_BYTES_MAX}. */
  ScanPart next(int limit) {
    List<ScanPart.Found> records = new ArrayList<>();
    long bytes = 0;
    if (nothingBetween()) {
      return new ScanPart(records, null);
    }
    while (true) {
      Leaf leaf = leaf(limit - records.size(), bytes);
      records.addAll(leaf.records);
      bytes = leaf.bytes;
      if (leaf.next == null) {
        return new ScanPart(records, null);
      }
      bound = leaf.next;
      if (records.size() >= limit || bytes >= RecordTree.SCAN_BYTES_MAX) {
        return new ScanPart(records, bound);
      }
    }
  }

  private boolean nothingBetween() {
    byte[] from = descending ? stop : bound;
    byte[] to = descending ? bound : stop;
    return to != null
        && (to.length == 0 || (from != null && Arrays.compareUnsigned(from, to) >= 0));
  }

  /**
   * What came from one leaf.
   *
   * @param bytes of all records so far
   * @param next the bound of the rest; null when there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Leaf(List<ScanPart.Found> records, long bytes, byte @Nullable [] next) {}

  private Leaf leaf(int limit, long bytesBefore) {
    return latch.reading(() -> {
      LeafRange range = new LeafRange(pages, bound, stop, descending, limit);
      range.from(root);
      List<ScanPart.Found> records = new ArrayList<>(range.entries().size());
      long bytes = bytesBefore;
      for (Entry entry : range.entries()) {
        if (bytes >= RecordTree.SCAN_BYTES_MAX) {
          return new Leaf(records, bytes, after(records.getLast().key()));
        }
        byte[] value = entry.overflow() ? pages.overflow().value(entry.tail()) : entry.tail();
        records.add(new ScanPart.Found(entry.key(), value));
        bytes += entry.key().length + value.length;
      }
      return new Leaf(records, bytes, next(range, records, limit));
    });
  }

  private byte @Nullable [] next(LeafRange range, List<ScanPart.Found> records, int limit) {
    if (range.stopped()) {
      return null;
    }
    return records.size() == limit ? after(records.getLast().key()) : range.fence();
  }

  /** The bound of what comes after a key, in the direction of the scan. */
  private byte[] after(byte[] key) {
    return descending ? key : Arrays.copyOf(key, key.length + 1);
  }
}
