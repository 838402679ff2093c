package dev.vitrine.engine;

import org.jspecify.annotations.Nullable;

/**
 * Stored images read and written through io_uring; coherent with the buffer pool like {@link
 * IoOperations}, whose errors these throw too, and {@code io-uring-unavailable} where the kernel or
 * the platform refuses it.
 *
 * <p>Blocking; any thread.
 */
public interface UringOperations {

  /** Reads the stored image. */
  PageImage readPageUring(long pageId);

  /** Writes a full image to stable storage and drops the page's frame. */
  PageInfo writePageUring(long pageId, byte[] image, @Nullable Long ifMatch);
}
