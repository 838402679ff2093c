package dev.vitrine.engine;

import org.jspecify.annotations.Nullable;

/**
 * Pages and the records on them, through the buffer pool.
 *
 * <p>Blocking; any thread. An {@code ifMatch} that is not null must be the page's LSN, otherwise
 * {@code precondition-failed}. Every method that names a page may throw {@code page-not-found},
 * {@code checksum-failure} and {@code io-failure}; those that change one also {@code page-owned};
 * record operations throw {@code invalid-request} on a page that is not slotted.
 */
public interface PageOperations {

  /** Creates an empty slotted page; {@code disk-full} when there is no room. */
  PageInfo createPage();

  /**
   * Replaces a page by a full image; magic, id, LSN and checksum are set here. {@code
   * page-image-invalid} for a wrong size, a foreign id, another type or a broken slot directory. A
   * damaged page is replaced too, past the pool; with {@code ifMatch} it is a {@code
   * checksum-failure}, since its LSN is not known.
   */
  PageInfo loadPage(long pageId, byte[] image, @Nullable Long ifMatch);

  PageInfo markPageDirty(long pageId, @Nullable Long ifMatch);

  /** Empties a page; its id, type and owner stay. */
  PageInfo resetPage(long pageId, @Nullable Long ifMatch);

  /** Compares the page's checksum with its bytes; a bad page is a result here, not an error. */
  ChecksumReport verifyPageChecksum(long pageId);

  ChecksumReport updatePageChecksum(long pageId, @Nullable Long ifMatch);

  /** Adds a record (0 bytes and more); {@code page-full} when it does not fit. */
  RecordRef insertRecord(long pageId, byte[] record, @Nullable Long ifMatch);

  /** Reads a record; {@code record-not-found}. */
  RecordData getRecord(long pageId, int slot);

  /** Deletes a record and returns what was there; {@code record-not-found}. */
  RecordRef deleteRecord(long pageId, int slot, @Nullable Long ifMatch);

  /** Replaces a record under the same handle; {@code record-not-found}, {@code page-full}. */
  RecordRef updateRecord(long pageId, int slot, byte[] record, @Nullable Long ifMatch);

  CompactionResult compactPage(long pageId, @Nullable Long ifMatch);

  FreeSpace getPageFreeSpace(long pageId);

  /** {@code threshold} in 0..1. */
  SplitAdvice adviseSplit(long pageId, double threshold);

  /** Moves the upper half of the records, by bytes, to a new page; needs two records. */
  SplitResult splitPage(long pageId, @Nullable Long ifMatch);

  /** {@code threshold} in 0..1. */
  MergeAdvice adviseMerge(long pageId, long withPageId, double threshold);

  /** Moves every record of the second page to the first and frees the second; {@code page-full}. */
  MergeResult mergePages(long pageId, long withPageId, @Nullable Long ifMatch);

  /** What the page is now. */
  PageInfo getPage(long pageId);

  /** Pages with ids above {@code afterId}, at most {@code limit} (1..1000). */
  PageListing listPages(long afterId, int limit);

  /** Frees a page; {@code page-pinned} while a lease holds it. */
  void deletePage(long pageId, @Nullable Long ifMatch);
}
