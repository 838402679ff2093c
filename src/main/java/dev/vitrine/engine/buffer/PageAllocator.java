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
import java.lang.System.Logger.Level;
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

  private static final System.Logger LOG = System.getLogger(PageAllocator.class.getName());

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
    return publish(prepare(type, owner));
  }

  /** Creates an empty page on disk only, and returns its image; {@code disk-full}. */
  public byte[] create(PageType type, long owner) {
    return publish(prepare(type, owner, null));
  }

  /**
   * Writes an empty page that nobody can find yet and holds it in a frame; the errors of {@link
   * #createCached}.
   */
  public PreparedPage prepare(PageType type, long owner) {
    disk.readOnly().requireWritable();
    Frame frame = pool.evictor().freeFrame();
    try {
      return prepare(type, owner, frame);
    } catch (RuntimeException e) {
      pool.slab().giveBack(frame);
      throw e;
    }
  }

  private PreparedPage prepare(PageType type, long owner, @Nullable Frame frame) {
    MemorySegment image = disk.buffers().acquire();
    long pageId = disk.reserve();
    pool.turns().acquire(pageId);
    try {
      PageHeader.format(image, pageId, type, owner);
      writeStamped(pageId, image);
      if (frame != null) {
        pool.installPinned(pageId, frame, image);
      }
      return new PreparedPage(
          this,
          image.toArray(ValueLayout.JAVA_BYTE),
          new PageAllocated(pageId, disk.pageSizeBytes(), EventClock.nowMicros()),
          () -> publish(pageId, type, owner, frame));
    } catch (RuntimeException e) {
      disk.release(pageId);
      throw e;
    } finally {
      disk.buffers().release(image);
      pool.turns().release(pageId);
    }
  }

  /** Told before the page can be found: the events of those who change it then must follow. */
  private byte[] publish(PreparedPage page) {
    sink.emit(page.allocated());
    page.publish();
    return page.image();
  }

  private void publish(long pageId, PageType type, long owner, @Nullable Frame frame) {
    disk.publish(pageId, type, owner != 0);
    if (frame != null) {
      frame.pins.decrementAndGet();
    }
  }

  /** Undoes {@link #prepare}: nobody knew of the page. */
  void discard(long pageId) {
    pool.turns().acquire(pageId);
    MemorySegment image = disk.buffers().acquire();
    try {
      pool.discardPinned(pageId);
      PageHeader.format(image, pageId, PageType.FREE, 0);
      writeStamped(pageId, image);
    } catch (EngineException e) {
      // The page stays empty and free; only a scan after a crash would find it.
      LOG.log(Level.WARNING, "overwriting the unused page " + pageId + " failed", e);
    } finally {
      disk.buffers().release(image);
      disk.release(pageId);
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
