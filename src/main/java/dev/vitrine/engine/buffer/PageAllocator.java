package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.PageVersion;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.PageEvent.PageFreed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings pages of the page API into being and lets them go. A new page is in the log and in the
 * file before its id is given out, so its stored image can be read and replaced at once. Blocking;
 * thread-safe.
 */
public final class PageAllocator {

  private final BufferPool pool;
  private final DiskManager disk;
  private final ChangeLog log;

  public PageAllocator(BufferPool pool, DiskManager disk, ChangeLog log) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
  }

  /**
   * Creates an empty page, puts it into a frame, clean, and returns its image; {@code disk-full},
   * {@code busy}.
   *
   * @param owner 0 for the page API, else the id of the object the page belongs to
   */
  public byte[] createCached(PageType type, long owner) {
    disk.readOnly().requireWritable();
    long pageId = disk.reserve();
    Frame frame = frameFor(pageId);
    try {
      return create(pageId, type, owner, frame);
    } catch (RuntimeException e) {
      pool.slab().giveBack(frame);
      throw e;
    }
  }

  /** Creates an empty page in the file only, and returns its image; {@code disk-full}. */
  public byte[] create(PageType type, long owner) {
    return create(disk.reserve(), type, owner, null);
  }

  private Frame frameFor(long reserved) {
    try {
      return pool.evictor().freeFrame(reserved);
    } catch (RuntimeException e) {
      disk.release(reserved);
      throw e;
    }
  }

  private byte[] create(long pageId, PageType type, long owner, @Nullable Frame frame) {
    MemorySegment image = disk.buffers().acquire();
    pool.turns().acquire(pageId);
    try (ChangeLog.Work _ = log.begin()) {
      pool.drop(pageId, EvictionReason.PAGE_FREED);
      PageHeader.format(image, pageId, type, owner);
      writeLogged(pageId, image);
      if (frame != null) {
        pool.installClean(pageId, frame, image);
      }
      disk.publish(pageId, type, owner != 0);
      return image.toArray(ValueLayout.JAVA_BYTE);
    } catch (RuntimeException e) {
      disk.release(pageId);
      throw e;
    } finally {
      pool.turns().release(pageId);
      disk.buffers().release(image);
    }
  }

  private void writeLogged(long pageId, MemorySegment image) {
    long now = EventClock.nowMicros();
    long lsn = append(pageId, image, new PageAllocated(pageId, disk.pageSizeBytes(), now));
    try {
      log.ensureDurable(lsn);
      disk.write(pageId, image);
    } catch (EngineException e) {
      takeBack(pageId, image, e);
      throw e;
    }
  }

  /** The log has the page; it must not come back with the next recovery. */
  private void takeBack(long pageId, MemorySegment image, EngineException failure) {
    try {
      PageHeader.format(image, pageId, PageType.FREE, 0);
      log.ensureDurable(append(pageId, image, new PageFreed(pageId, EventClock.nowMicros())));
    } catch (EngineException e) {
      failure.addSuppressed(e);
    }
  }

  private long append(long pageId, MemorySegment image, PageEvent event) {
    long lsn = log.append(List.of(new PageVersion(pageId, null, image)), List.of(event));
    PageHeader.stamp(image, lsn);
    return lsn;
  }

  /**
   * Frees a page that the page API owns; {@code page-not-found}, {@code page-owned}, {@code
   * page-pinned}, {@code precondition-failed}. A damaged page can be freed too.
   */
  public void free(long pageId, @Nullable Long ifMatch) {
    PageAccess.requireChangeable(disk, pageId);
    PageChange change = pool.change();
    try (change) {
      if (ifMatch == null) {
        change.pageToFree(pageId);
      } else {
        PageAccess.requireLsn(pageId, change.page(pageId), ifMatch);
      }
      // Once more: it may have been freed while we waited for its latch.
      PageAccess.requireChangeable(disk, pageId);
      if (change.pins(pageId) > 0) {
        throw Errors.pagePinned(pageId);
      }
      change.free(pageId);
      change.commit();
    }
    change.awaitAcknowledgeable();
  }
}
