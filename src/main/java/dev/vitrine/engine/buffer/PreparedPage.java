package dev.vitrine.engine.buffer;

import dev.vitrine.event.PageEvent.PageAllocated;

/**
 * A new page that is on disk but that nobody can find yet. It comes into being with {@link
 * #publish}; closed before that, it leaves no trace and nothing is told. For one thread.
 */
public final class PreparedPage implements AutoCloseable {

  private final PageAllocator allocator;
  private final long pageId;
  private final byte[] image;
  private final PageAllocated allocated;
  private final Runnable publication;
  private boolean published;

  PreparedPage(
      PageAllocator allocator, byte[] image, PageAllocated allocated, Runnable publication) {
    this.allocator = allocator;
    this.pageId = allocated.pageId();
    this.image = image;
    this.allocated = allocated;
    this.publication = publication;
  }

  public long pageId() {
    return pageId;
  }

  /** The page as it was written. */
  byte[] image() {
    return image;
  }

  /** What is to be told when the page comes into being. */
  public PageAllocated allocated() {
    return allocated;
  }

  /** From now on the page can be found, and lives until it is freed. Its event must be told. */
  public void publish() {
    published = true;
    publication.run();
  }

  @Override
  public void close() {
    if (!published) {
      allocator.discard(pageId);
    }
  }
}
