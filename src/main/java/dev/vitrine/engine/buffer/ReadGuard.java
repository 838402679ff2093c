package dev.vitrine.engine.buffer;

import java.lang.foreign.MemorySegment;

/**
 * A page held in memory under a shared latch: it neither changes nor leaves until {@link #close}.
 * For one thread, and briefly: a writer of the page waits meanwhile.
 */
public final class ReadGuard implements AutoCloseable {

  private final BufferPool pool;
  private final Frame frame;
  private final long pageId;
  private final boolean hit;

  ReadGuard(BufferPool pool, Frame frame, long pageId, boolean hit) {
    this.pool = pool;
    this.frame = frame;
    this.pageId = pageId;
    this.hit = hit;
  }

  public long pageId() {
    return pageId;
  }

  /** Whether the page was in its frame already. */
  public boolean hit() {
    return hit;
  }

  public boolean dirty() {
    return frame.dirty;
  }

  /** Leases that hold the page. */
  public int pins() {
    return frame.pins.get();
  }

  /** The page's bytes; not to be written, and not to be kept after {@link #close}. */
  public MemorySegment memory() {
    return frame.memory;
  }

  /** Keeps the page in its frame beyond this guard, until {@link BufferPool#unpin}. */
  void pin() {
    frame.pins.incrementAndGet();
  }

  @Override
  public void close() {
    pool.unshare(pageId);
  }
}
