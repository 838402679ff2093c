package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PageUse;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that is known of a page at one moment, while others work: its allocation map
 * entry, its frame and its stored image. The page's turn is held for all of it, so the stored image
 * is the one that the frame and the map were seen with. Blocking; thread-safe.
 */
public final class PageMoments {

  /**
   * A page at one moment.
   *
   * @param type what the allocation map says it is
   * @param owned whether the map says that it belongs to an object of the engine
   * @param freed whether the stored image of a page that is not in use may be that of a page
   * @param frame the bytes in its frame; null when it is in none
   * @param dirty whether the frame is newer than the stored image
   * @param unwritten whether the stored image is no version of it: it is new, or a write failed
   * @param stored the stored image; null when it can't be read
   * @param unreadable why not
   */
  public record Moment(
      long pageId,
      PageType type,
      boolean owned,
      boolean freed,
      @Nullable MemorySegment frame,
      boolean dirty,
      boolean unwritten,
      @Nullable MemorySegment stored,
      String unreadable) {

    /** The newest bytes there are. */
    public @Nullable MemorySegment newest() {
      return frame == null ? stored : frame;
    }
  }

  private final BufferPool pool;
  private final DiskManager disk;

  public PageMoments(BufferPool pool, DiskManager disk) {
    this.pool = pool;
    this.disk = disk;
  }

  public Moment look(long pageId) {
    pool.turns().acquire(pageId);
    try {
      Moment moment = inMemory(pageId);
      return withStored(moment);
    } finally {
      pool.turns().release(pageId);
    }
  }

  /**
   * A copy of the newest bytes of a page, in no frame unless it is in one already, so a walk
   * through a whole store takes nobody's frame away. {@code page-not-found}, {@code
   * checksum-failure}, {@code io-failure}.
   */
  public MemorySegment newest(long pageId) {
    PageAccess.requireExisting(disk, pageId);
    pool.turns().acquire(pageId);
    try (ReadGuard resident = pool.peek(pageId)) {
      return resident == null ? read(pageId) : copy(resident.memory());
    } finally {
      pool.turns().release(pageId);
    }
  }

  private MemorySegment read(long pageId) {
    MemorySegment scratch = disk.buffers().acquire();
    try {
      disk.read(pageId, scratch);
      return copy(scratch);
    } finally {
      disk.buffers().release(scratch);
    }
  }

  /** Frame and map entry: both change under the exclusive latch, or in the page's turn. */
  private Moment inMemory(long pageId) {
    Frame frame = pool.shareIfResident(pageId);
    try {
      PageUse use = disk.use(pageId);
      return new Moment(
          pageId,
          use.type(),
          use.owned(),
          use.freed(),
          frame == null ? null : copy(frame.memory),
          frame != null && frame.dirty,
          frame != null && frame.notInFile,
          null,
          "");
    } finally {
      if (frame != null) {
        pool.unshare(pageId);
      }
    }
  }

  private Moment withStored(Moment seen) {
    MemorySegment scratch = disk.buffers().acquire();
    MemorySegment stored = null;
    String unreadable = "";
    try {
      disk.readAnyway(seen.pageId, scratch);
      stored = copy(scratch);
    } catch (EngineException e) {
      unreadable = String.valueOf(e.getMessage());
    } finally {
      disk.buffers().release(scratch);
    }
    return new Moment(
        seen.pageId,
        seen.type,
        seen.owned,
        seen.freed,
        seen.frame,
        seen.dirty,
        seen.unwritten,
        stored,
        unreadable);
  }

  private static MemorySegment copy(MemorySegment page) {
    return MemorySegment.ofArray(page.toArray(ValueLayout.JAVA_BYTE));
  }
}
