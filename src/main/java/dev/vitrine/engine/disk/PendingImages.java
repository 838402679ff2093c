package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Images that are logged and not yet written: accepted for coalescing, or refused by the page file.
 * Whoever reads such a page gets its image from here. An entry changes only in its page's turn.
 */
public final class PendingImages {

  /** So many that the page file must have refused most: no other write is begun then. */
  static final int IMAGES_MAX = 1_024;

  private final ConcurrentSkipListMap<Long, byte[]> images = new ConcurrentSkipListMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Takes a stamped image; a newer one of the same page replaces it. */
  public void put(long pageId, byte[] image) {
    if (images.put(pageId, image) == null) {
      size.incrementAndGet();
    }
  }

  /** {@code busy} when the page file has taken nothing for so long that memory would fill up. */
  public void requireRoom() {
    if (size() >= IMAGES_MAX) {
      throw new EngineException(
          ErrorCode.BUSY,
          "%d page images are logged and can't be written to the page file: see the log for why"
              .formatted(size()));
    }
  }

  public boolean contains(long pageId) {
    return images.containsKey(pageId);
  }

  public int size() {
    return size.get();
  }

  /** The pages that have an image here now, ascending. */
  public long[] ids() {
    return images.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  /** Copies the page's image if it has one here. */
  boolean copyTo(long pageId, MemorySegment target) {
    byte[] image = images.get(pageId);
    if (image == null) {
      return false;
    }
    target.copyFrom(MemorySegment.ofArray(image));
    return true;
  }

  /** The page was written, by whatever way. */
  void written(long pageId) {
    if (images.remove(pageId) != null) {
      size.decrementAndGet();
    }
  }
}
