package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.PageEvent.PageFreed;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings pages into being and lets them go. A new page is written before its id is given out, so an
 * id that anybody knows always has a good image on disk, and a full disk is found out at once.
 * Blocking; thread-safe.
 */
public final class PageAllocator {

  private final BufferPool pool;
  private final DiskManager disk;
  private final ChangeLog log;
  private final EventSink sink;

  public PageAllocator(BufferPool pool, DiskManager disk, ChangeLog log, EventSink sink) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
    this.sink = sink;
  }

  /**
   * Creates an empty page, puts it into a frame, clean, and returns its image; {@code disk-full},
   * {@code busy}.
   *
   * @param owner 0 for the page API, else the id of the object the page belongs to
   */
  public byte[] createCached(PageType type, long owner) {
    disk.readOnly().requireWritable();
    Frame frame = pool.evictor().freeFrame();
    try {
      return create(type, owner, frame);
    } catch (RuntimeException e) {
      pool.slab().giveBack(frame);
      throw e;
    }
  }

  /** Creates an empty page on disk only, and returns its image; {@code disk-full}. */
  public byte[] create(PageType type, long owner) {
    return create(type, owner, null);
  }

  private byte[] create(PageType type, long owner, @Nullable Frame frame) {
    MemorySegment image = disk.buffers().acquire();
    long pageId = disk.reserve();
    pool.turns().acquire(pageId);
    try {
      PageHeader.format(image, pageId, type, owner);
      writeStamped(pageId, image);
      // Told before the page can be found: others may change it afterwards without this turn, and
      // their events must follow. Nothing below can fail.
      sink.emit(new PageAllocated(pageId, disk.pageSizeBytes(), EventClock.nowMicros()));
      if (frame != null) {
        pool.install(pageId, frame, into -> into.memory.copyFrom(image));
      }
      disk.publish(pageId, type, owner != 0);
      return image.toArray(ValueLayout.JAVA_BYTE);
    } catch (RuntimeException e) {
      disk.release(pageId);
      throw e;
    } finally {
      disk.buffers().release(image);
      pool.turns().release(pageId);
    }
  }

  /**
   * Frees a page that the page API owns; {@code page-not-found}, {@code page-owned}, {@code
   * page-pinned}, {@code precondition-failed}. A damaged page can be freed too.
   */
  public void free(long pageId, @Nullable Long ifMatch) {
    disk.readOnly().requireWritable();
    pool.turns().acquire(pageId);
    try {
      withdrawChecked(pageId, ifMatch);
      try {
        overwriteAndRelease(pageId);
      } catch (EngineException e) {
        disk.restore(pageId);
        pool.rescue(pageId);
        throw e;
      }
    } finally {
      pool.turns().release(pageId);
    }
  }

  /**
   * Frees a page that was created for something that then failed, unless somebody has changed it
   * meanwhile: it can be found, so it may be theirs by now. What goes wrong is added to {@code
   * why}.
   */
  public void freeUntouched(byte[] created, RuntimeException why) {
    MemorySegment image = MemorySegment.ofArray(created);
    try {
      free(PageHeader.pageId(image), PageHeader.lsn(image));
    } catch (EngineException e) {
      why.addSuppressed(e);
    }
  }

  /**
   * Frees a page that was withdrawn ({@link DiskManager#withdraw}) under its latch, its content
   * being elsewhere by now. When its image can't be overwritten, its id stays out of use.
   */
  public void freeWithdrawn(long pageId) {
    pool.turns().acquire(pageId);
    try {
      overwriteAndRelease(pageId);
    } finally {
      pool.turns().release(pageId);
    }
  }

  /** Withdraws under the exclusive latch, so that nobody finds the page afterwards. */
  private void withdrawChecked(long pageId, @Nullable Long ifMatch) {
    PageAccess.requireChangeable(disk, pageId);
    Frame frame = pool.latchExclusiveIfResident(pageId);
    if (frame == null) {
      // Nobody can load it meanwhile: its turn is ours.
      requireStoredLsn(pageId, ifMatch);
      disk.withdraw(pageId);
      return;
    }
    try {
      if (frame.pins.get() > 0) {
        throw Errors.pagePinned(pageId);
      }
      PageAccess.requireLsn(pageId, frame.memory, ifMatch);
      disk.withdraw(pageId);
    } finally {
      pool.releaseUnchanged(pageId);
    }
  }

  private void requireStoredLsn(long pageId, @Nullable Long ifMatch) {
    if (ifMatch == null) {
      return;
    }
    MemorySegment image = disk.buffers().acquire();
    try {
      disk.read(pageId, image);
      PageAccess.requireLsn(pageId, image, ifMatch);
    } finally {
      disk.buffers().release(image);
    }
  }

  private void overwriteAndRelease(long pageId) {
    MemorySegment image = disk.buffers().acquire();
    try {
      PageHeader.format(image, pageId, PageType.FREE, 0);
      writeStamped(pageId, image);
    } finally {
      disk.buffers().release(image);
    }
    pool.drop(pageId, EvictionReason.PAGE_FREED);
    pool.policy().forgotten(pageId);
    sink.emit(new PageFreed(pageId, EventClock.nowMicros()));
    disk.release(pageId);
  }

  private void writeStamped(long pageId, MemorySegment image) {
    long lsn = log.append(List.of(image));
    PageHeader.stamp(image, lsn);
    log.ensureDurable(lsn);
    disk.write(pageId, image);
  }
}
