package dev.vitrine.engine.buffer;

import java.lang.foreign.MemorySegment;

/**
 * A page held in memory under a shared latch: it neither changes nor leaves until {@link #close}.
 * For one thread, and briefly: a writer of the page waits meanwhile.
 */
public final class ReadGuard implements AutoCloseable {

  private final BufferPool pool;
  private final int frame;
  private final long pageId;
  private final boolean hit;

  ReadGuard(BufferPool pool, int frame, long pageId, boolean hit) {
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
    return pool.slab().get(frame).dirty;
  }

  /** Leases that hold the page. */
  public int pins() {
    return pool.slab().get(frame).pins.get();
  }

  /** The page's bytes; not to be written, and not to be kept after {@link #close}. */
  public MemorySegment memory() {
    return pool.slab().memory(frame);
  }

  /** Keeps the page in its frame beyond this guard, until {@link BufferPool#unpin}. */
  void pin() {
    pool.slab().get(frame).pins.incrementAndGet();
  }

  @Override
  public void close() {
    pool.unshare(pageId);
  }
}
