package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import dev.vitrine.engine.page.SlottedPage;

/**
 * What follows from page size and pool.
 *
 * @param keyBytesMax so that an inner page has at least six children when it is split
 * @param valueBytesMax so that a change has all its pages in frames
 * @param splitAboveBytes a page with more than this is split
 * @param mergeBelowBytes a page with less than this is merged with a neighbour that can take it
 * @param entryBytesMax an entry with more than this has its value in overflow pages; two of these
 *     make a full page, so that a split always leaves both halves below {@link #splitAboveBytes}
 * @param partBytesMax what an overflow page holds of a value
 * @param overflowPagesAtOnceMax frames that all changes of long values together hold at most
 */
public record TreeLimits(
    int pageSizeBytes,
    int keyBytesMax,
    int valueBytesMax,
    int splitAboveBytes,
    int mergeBelowBytes,
    int entryBytesMax,
    int partBytesMax,
    int overflowPagesAtOnceMax) {

  private static final int SPLIT_ABOVE_PERCENT = 90;
  private static final int MERGE_BELOW_PERCENT = 40;
  private static final int KEYS_A_PAGE = 8;
  static final int VALUE_BYTES_MAX = 1 << 20;

  /** A value may take so much of the pool; a change of one replaces the value before as well. */
  private static final int VALUE_SHARE_OF_FRAMES = 4;

  static TreeLimits of(int pageSizeBytes, int frames) {
    int capacity = SlottedPage.capacityBytes(pageSizeBytes);
    int splitAbove = capacity * SPLIT_ABOVE_PERCENT / 100;
    int part = pageSizeBytes - TreeLayout.PART_AT;
    int overflowPages = Math.max(1, frames / VALUE_SHARE_OF_FRAMES);
    return new TreeLimits(
        pageSizeBytes,
        pageSizeBytes / KEYS_A_PAGE,
        (int) Math.min(VALUE_BYTES_MAX, (long) overflowPages * part),
        splitAbove,
        capacity * MERGE_BELOW_PERCENT / 100,
        splitAbove / 2,
        part,
        2 * overflowPages);
  }

  /** Whether an entry with these lengths has its value on the leaf. */
  boolean fitsLeaf(int keyBytes, int valueBytes) {
    return Entry.pageBytes(keyBytes, valueBytes) <= entryBytesMax;
  }

  /** Pages that a value of this length takes. */
  int overflowPages(int valueBytes) {
    return Math.max(1, (valueBytes + partBytesMax - 1) / partBytesMax);
  }
}
