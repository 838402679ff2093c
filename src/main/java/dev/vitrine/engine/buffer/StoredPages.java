package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PageDoor;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.PageVersion;
import dev.vitrine.event.EvictionReason;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stored images, read and written below the pool but coherent with it: both take the page's turn,
 * so no flush or load of the page runs beside them. Blocking; thread-safe.
 */
public final class StoredPages {

  /** What the pool holds of a page. */
  public enum Cached {
    NONE,
    CLEAN,
    DIRTY
  }

  /** A stored image, and what the pool held when it was read. */
  public record Image(byte[] bytes, long lsn, Cached cached) {}

  private final BufferPool pool;
  private final DiskManager disk;
  private final PageDoor door;
  private final ChangeLog log;

  /** Reads and writes through this door to the pages of the disk. */
  public StoredPages(BufferPool pool, DiskManager disk, PageDoor door, ChangeLog log) {
    this.pool = pool;
    this.disk = disk;
    this.door = door;
    this.log = log;
  }

  /** Reads the stored image; {@code page-not-found}, {@code checksum-failure}. */
  public Image read(long pageId) {
    return inTurn(
        pageId,
        image -> {
          PageAccess.requireExisting(disk, pageId);
          pool.flusher().writeIfMissing(pageId);
          door.read(pageId, image);
          return image(pageId, image);
        });
  }

  /** Reads what is stored even when it is damaged; {@code page-not-found}. */
  public Image readAnyway(long pageId) {
    return inTurn(
        pageId,
        image -> {
          PageAccess.requireExisting(disk, pageId);
          pool.flusher().writeIfMissing(pageId);
          disk.readAnyway(pageId, image);
          return image(pageId, image);
        });
  }

  /**
   * Replaces the stored image, durably; the page's frame, if any, is dropped first. {@code
   * page-owned}, {@code page-pinned}, {@code page-dirty}, {@code page-image-invalid}, {@code
   * precondition-failed}, {@code disk-full}. Returns the image as written.
   */
  public byte[] write(long pageId, byte[] bytes, @Nullable Long ifMatch) {
    disk.readOnly().requireWritable();
    disk.pending().requireRoom();
    return inTurn(
        pageId,
        image -> {
          PageType type = typeToWrite(pageId, bytes);
          requireMatch(pageId, ifMatch, image);
          dropClean(pageId);
          prepare(image, pageId, type, bytes);
          writeLogged(pageId, type, image);
          return image.toArray(ValueLayout.JAVA_BYTE);
        });
  }

  /**
   * Logs a page image and writes it. When it is in the log and can't be written, it is the page's
   * content all the same: it is kept to be read, and to be written later.
   */
  private void writeLogged(long pageId, PageType type, MemorySegment image) {
    try (ChangeLog.Work _ = log.begin()) {
      long lsn = log.append(List.of(new PageVersion(pageId, null, image)), List.of());
      PageHeader.stamp(image, lsn);
      retype(pageId, type);
      try {
        log.ensureDurable(lsn);
        door.write(pageId, image);
      } catch (EngineException e) {
        disk.pending().put(pageId, image.toArray(ValueLayout.JAVA_BYTE));
        throw e;
      }
    }
  }

  /** Like {@link #write}; returns the new LSN. */
  public long writeForLsn(long pageId, byte[] bytes) {
    return PageHeader.lsn(MemorySegment.ofArray(write(pageId, bytes, null)));
  }

  /** Whether {@link #write} would take these bytes, as far as that can be said beforehand. */
  public void requireWritableImage(long pageId, byte[] bytes) {
    typeToWrite(pageId, bytes);
  }

  /** What the pool holds of a page now. */
  public Cached cached(long pageId) {
    try (ReadGuard guard = pool.peek(pageId)) {
      if (guard == null) {
        return Cached.NONE;
      }
      return guard.dirty() ? Cached.DIRTY : Cached.CLEAN;
    }
  }

  /**
   * Fills a page with an image from outside, checked and with the header it must have; not yet
   * stamped. {@code page-image-invalid}.
   */
  public static void prepare(MemorySegment page, long pageId, PageType type, byte[] bytes) {
    requireImage(pageId, type, bytes, (int) page.byteSize());
    MemorySegment.copy(bytes, 0, page, ValueLayout.JAVA_BYTE, 0, bytes.length);
    PageHeader.identify(page, pageId, type, 0);
  }

  /** {@code page-image-invalid} when the bytes can't become the page. */
  static void requireImage(long pageId, PageType type, byte[] bytes, int pageSizeBytes) {
    if (bytes.length != pageSizeBytes) {
      throw Errors.imageInvalid(
              pageId, "it has %d bytes, a page has %d".formatted(bytes.length, pageSizeBytes))
          .with("actual_bytes", bytes.length)
          .with("expected_bytes", pageSizeBytes);
    }
    String wrong = PageCheck.image(MemorySegment.ofArray(bytes), pageId, type);
    if (wrong != null) {
      throw Errors.imageInvalid(pageId, wrong);
    }
  }

  /** A page found damaged when the file was scanned takes the type that the image has. */
  PageType typeToWrite(long pageId, byte[] bytes) {
    PageType type = PageAccess.requireChangeable(disk, pageId);
    if (type == PageType.DAMAGED && bytes.length >= PageLayout.HEADER_BYTES) {
      PageType given = PageHeader.type(MemorySegment.ofArray(bytes));
      type = given == PageType.SLOTTED ? PageType.SLOTTED : PageType.RAW;
    }
    requireImage(pageId, type, bytes, disk.pageSizeBytes());
    return type;
  }

  /** The log has the page with this type; part of the work that a checkpoint waits for. */
  void retype(long pageId, PageType type) {
    if (disk.type(pageId) != type) {
      disk.retype(pageId, type);
    }
  }

  /** {@code precondition-failed} unless the page has this LSN; for whoever holds its turn. */
  void requireMatch(long pageId, @Nullable Long ifMatch) {
    MemorySegment scratch = disk.buffers().acquire();
    try {
      requireMatch(pageId, ifMatch, scratch);
    } finally {
      disk.buffers().release(scratch);
    }
  }

  private void requireMatch(long pageId, @Nullable Long ifMatch, MemorySegment scratch) {
    if (ifMatch == null) {
      return;
    }
    try (ReadGuard guard = pool.peek(pageId)) {
      if (guard != null) {
        PageAccess.requireLsn(pageId, guard.memory(), ifMatch);
        return;
      }
    }
    disk.read(pageId, scratch);
    PageAccess.requireLsn(pageId, scratch, ifMatch);
  }

  /** Empties the page's frame in its turn; {@code page-pinned}, {@code page-dirty}. */
  void dropClean(long pageId) {
    Frame frame = pool.latchExclusiveIfResident(pageId);
    if (frame == null) {
      return;
    }
    if (frame.pins.get() > 0) {
      pool.releaseUnchanged(pageId);
      throw Errors.pagePinned(pageId);
    }
    if (frame.dirty) {
      pool.releaseUnchanged(pageId);
      throw Errors.pageDirty(pageId);
    }
    pool.dropLatched(frame, pageId, EvictionReason.DISK_WRITE);
  }

  private Image image(long pageId, MemorySegment image) {
    return new Image(image.toArray(ValueLayout.JAVA_BYTE), PageHeader.lsn(image), cached(pageId));
  }

  private interface Action<T> {
    T with(MemorySegment scratch);
  }

  private <T> T inTurn(long pageId, Action<T> action) {
    PageAccess.requireExisting(disk, pageId);
    MemorySegment scratch = disk.buffers().acquire();
    pool.turns().acquire(pageId);
    try {
      return action.with(scratch);
    } finally {
      disk.buffers().release(scratch);
      pool.turns().release(pageId);
    }
  }
}
