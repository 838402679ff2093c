package dev.vitrine.engine.buffer;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.event.HotVariant;
import java.util.ArrayList;
import java.util.List;

/** Looks at the pool without counting as an access. Thread-safe; each figure is of its moment. */
public final class PoolInspector {

  /** Frames by state, and the pool's counters since it was opened. */
  public record Counts(
      int totalFrames,
      int usedFrames,
      int dirtyFrames,
      int pinnedFrames,
      long hits,
      long misses,
      long evictions,
      long flushes,
      String policy) {

    /** Hits over accesses, 0..1; 0 without any. */
    public double hitRate() {
      return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    }
  }

  /** A frame in use; times are the policy's, -1 for none. */
  public record View(
      int frame, long pageId, boolean dirty, int pins, long lsn, long lastAccess, long kthAccess) {}

  private final BufferPool pool;

  public PoolInspector(BufferPool pool) {
    this.pool = pool;
  }

  public Counts counts() {
    PoolMeter meter = pool.meter();
    return new Counts(
        pool.slab().size(),
        meter.usedFrames.get(),
        meter.dirtyFrames.get(),
        pinnedFrames(),
        meter.total(HotVariant.PAGE_HIT),
        meter.total(HotVariant.PAGE_MISS),
        meter.total(HotVariant.PAGE_EVICTED),
        meter.total(HotVariant.PAGE_FLUSHED),
        pool.policy().name());
  }

  /** Leases that hold a page. */
  public int pins(long pageId) {
    try (ReadGuard guard = pool.peek(pageId)) {
      return guard == null ? 0 : guard.pins();
    }
  }

  /** Used frames with numbers above {@code after}, at most {@code limit}. */
  public List<View> frames(int after, int limit) {
    List<View> views = new ArrayList<>();
    for (long i = after + 1L; i < pool.slab().size() && views.size() < limit; i++) {
      Frame frame = pool.slab().get((int) i);
      long pageId = frame.pageId;
      if (pageId != Frame.NO_PAGE) {
        addView(views, frame, pageId);
      }
    }
    return views;
  }

  private void addView(List<View> views, Frame frame, long pageId) {
    try (ReadGuard guard = pool.peek(pageId)) {
      if (guard != null && frame.pageId == pageId) {
        views.add(
            new View(
                frame.index,
                pageId,
                guard.dirty(),
                guard.pins(),
                PageHeader.lsn(guard.memory()),
                pool.policy().lastAccess(pageId),
                pool.policy().kthAccess(pageId)));
      }
    }
  }

  private int pinnedFrames() {
    int pinned = 0;
    for (Frame frame : pool.slab().all()) {
      pinned += frame.pins.get() > 0 ? 1 : 0;
    }
    return pinned;
  }
}
