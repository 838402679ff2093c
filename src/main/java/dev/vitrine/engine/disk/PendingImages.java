package dev.vitrine.engine.disk;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Images that were accepted for coalescing and are not yet written. Whoever reads such a page gets
 * its image from here. An entry changes only in its page's turn.
 */
public final class PendingImages {

  private final ConcurrentSkipListMap<Long, byte[]> images = new ConcurrentSkipListMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /** Takes a stamped image; a newer one of the same page replaces it. */
  public void put(long pageId, byte[] image) {
    if (images.put(pageId, image) == null) {
      size.incrementAndGet();
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
