package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.event.FlushCause;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes dirty pages: a copy taken under the shared latch, written without it, after the log is
 * durable up to it. The frame is clean afterwards only if nobody changed the page meanwhile, so
 * what is marked clean is always the newest version. Thread-safe.
 */
public final class PageFlusher {

  private static final int FAILURES_TOLD_MAX = 8;

  private final BufferPool pool;
  private final DiskManager disk;
  private final ChangeLog log;
  private final PoolMeter meter;

  PageFlusher(BufferPool pool, DiskManager disk, ChangeLog log, PoolMeter meter) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
    this.meter = meter;
  }

  /** Writes one page if it is dirty; the bytes written. Stable only after a sync. */
  public long flush(long pageId, FlushCause cause) {
    pool.turns().acquire(pageId);
    try {
      return flushInTurn(pageId, cause);
    } finally {
      pool.turns().release(pageId);
    }
  }

  /**
   * What came of writing several pages.
   *
   * @param failure the first one, the others added to it; null where there was none
   */
  public record Result(long pages, long bytes, @Nullable EngineException failure) {}

  /** Writes those that are dirty, in this order; one that can't be written stays dirty. */
  public Result flushEach(long[] pageIds, FlushCause cause) {
    long pages = 0;
    long bytes = 0;
    EngineException failure = null;
    for (long pageId : pageIds) {
      try {
        long written = flush(pageId, cause);
        bytes += written;
        pages += written > 0 ? 1 : 0;
      } catch (EngineException e) {
        if (failure == null) {
          failure = e;
        } else if (failure.getSuppressed().length < FAILURES_TOLD_MAX) {
          failure.addSuppressed(e);
        }
      }
    }
    return new Result(pages, bytes, failure);
  }

  /** The pages that are dirty now, ascending. */
  public long[] dirtyPages() {
    return dirtyPagesSince(System.nanoTime());
  }

  /** The pages that have been dirty since {@code nanos} ({@link System#nanoTime}) or longer. */
  long[] dirtyPagesSince(long nanos) {
    LongStream.Builder pages = LongStream.builder();
    for (Frame frame : pool.slab().all()) {
      long pageId = frame.pageId;
      if (pageId != Frame.NO_PAGE && frame.dirty && frame.dirtySinceNanos - nanos <= 0) {
        pages.add(pageId);
      }
    }
    long[] ascending = pages.build().toArray();
    Arrays.sort(ascending);
    return ascending;
  }

  /**
   * Writes a page that is to leave; false when it has other I/O under way, is latched, or became
   * dirty again. Waits for no latch: the caller may hold some itself.
   */
  boolean tryFlushForEviction(long pageId) {
    if (!pool.turns().tryAcquire(pageId)) {
      return false;
    }
    try {
      Frame frame = pool.tryShare(pageId);
      return frame != null && write(frame, pageId, FlushCause.EVICTION, pool::tryShare);
    } finally {
      pool.turns().release(pageId);
    }
  }

  /** Writes a page that is not in the file, so that its stored image can be read; in its turn. */
  void writeIfMissing(long pageId) {
    Frame frame = pool.shareIfResident(pageId);
    if (frame == null) {
      return;
    }
    boolean missing = frame.notInFile;
    pool.unshare(pageId);
    if (missing) {
      flushInTurn(pageId, FlushCause.REQUEST);
    }
  }

  /** Writes a page if it is dirty; its turn is held. Returns the bytes written. */
  private long flushInTurn(long pageId, FlushCause cause) {
    Frame frame = pool.shareIfResident(pageId);
    if (frame == null) {
      return 0;
    }
    boolean dirty = frame.dirty;
    write(frame, pageId, cause, pool::shareIfResident);
    return dirty ? disk.pageSizeBytes() : 0;
  }

  /**
   * Writes the page of a frame whose latch is shared, and releases it; {@code again} shares it once
   * more afterwards. The page stays in its frame meanwhile: a dirty page leaves it only in its
   * turn, which is held. Returns whether the frame is clean now.
   */
  private boolean write(
      Frame frame, long pageId, FlushCause cause, LongFunction<@Nullable Frame> again) {
    if (!frame.dirty) {
      pool.unshare(pageId);
      return true;
    }
    MemorySegment copy = disk.buffers().acquire();
    try {
      copy.copyFrom(frame.memory);
      long modifications = frame.modifications;
      pool.unshare(pageId);
      long lsn = PageHeader.lsn(copy);
      log.ensureDurable(lsn);
      frame.notInFile = true;
      disk.write(pageId, copy);
      frame.notInFile = false;
      boolean shared = again.apply(pageId) != null;
      boolean newest = shared && frame.modifications == modifications;
      if (newest) {
        pool.markClean(frame);
      }
      meter.flushed(pageId, disk.pageSizeBytes(), cause, lsn);
      if (shared) {
        pool.unshare(pageId);
      }
      return newest;
    } finally {
      disk.buffers().release(copy);
    }
  }
}
