package dev.vitrine.engine;

import org.jspecify.annotations.Nullable;

/**
 * The disk manager's door: stored images, below the buffer pool but coherent with it.
 *
 * <p>Blocking; any thread. Errors as in {@link PageOperations}.
 */
public interface IoOperations {

  /** Reads the stored image. */
  PageImage readPage(long pageId);

  /**
   * Writes a full image to stable storage and drops the page's frame. {@code page-pinned}, {@code
   * page-dirty}, {@code page-image-invalid}, {@code disk-full}.
   */
  PageInfo writePage(long pageId, byte[] image, @Nullable Long ifMatch);

  /** Creates a raw page: a header and a payload of zeros, without a slot directory. */
  PageInfo allocatePage();

  /** Makes every completed write stable; dirty frames stay dirty. */
  FlushReport flushWrites();

  PageCount countPages();

  IoStatistics getIoStats();

  /** Starts the view of {@link #getIoStats} anew; streams and metrics go on. */
  void resetIoStats();

  /** CRC32C of any bytes, unsigned. */
  long computeChecksum(byte[] bytes);

  /** {@code seconds} in 1..300. */
  Iops getIops(int seconds);
}
