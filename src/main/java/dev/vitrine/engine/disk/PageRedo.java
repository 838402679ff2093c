package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.LogRecord;
import dev.vitrine.engine.wal.LoggedPage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes the page file what the log says: applies changes in the log's order, and in the end
 * rebuilds the allocation map. Doing all of it again, from the same checkpoint, comes to the same.
 * For one thread, before anybody else uses the disk.
 *
 * <p>A page's first change in the log holds all of the page, so that nothing is read that a crash
 * may have torn; the others rely on the one before.
 */
public final class PageRedo {

  private static final int RUN_PAGES_MAX = 256;

  /** Changed pages that wait in memory to be written together, unless nothing may be written. */
  private static final int WAITING_BYTES_MAX = 64 << 20;

  private final DiskManager disk;
  private final int pagesInMemoryMax;
  private final boolean readOnly;

  /** Pages as they are now, not written yet. */
  private final TreeMap<Long, byte[]> changed = new TreeMap<>();

  private final MapRebuild map;
  private long pagesWritten;

  /**
   * @param readOnly keep every changed page in memory, to be read from there
   */
  public PageRedo(DiskManager disk, boolean readOnly) {
    this.disk = disk;
    this.pagesInMemoryMax = WAITING_BYTES_MAX / disk.pageSizeBytes();
    this.readOnly = readOnly;
    this.map = new MapRebuild(disk);
  }

  /** Applies a change, all of it; {@code data-directory} when it does not fit a page it is for. */
  public void apply(LogRecord change) {
    List<byte[]> images = change.pages().stream().map(logged -> page(logged, change)).toList();
    for (int i = 0; i < images.size(); i++) {
      LoggedPage logged = change.pages().get(i);
      byte[] image = images.get(i);
      MemorySegment page = MemorySegment.ofArray(image);
      logged.applyTo(page);
      PageHeader.stamp(page, change.lsn());
      if (PageHeader.type(page) == PageType.ALLOCATION_MAP) {
        map.image(logged.pageId(), image);
      } else {
        changed.put(logged.pageId(), image);
        map.changed(logged.pageId(), page);
      }
    }
    if (changed.size() >= pagesInMemoryMax) {
      writeChanged();
    }
  }

  /**
   * Writes what is left, and gives the disk its allocation map.
   *
   * @param pageCount ids below this one had been given at the checkpoint
   * @param mapIsCurrent whether the stored map is the checkpoint's; else every page is read
   */
  public void finish(long pageCount, boolean mapIsCurrent) {
    writeChanged();
    disk.measureCapacity();
    map.build(pageCount, mapIsCurrent);
  }

  /** Pages written, or kept when read-only; each as often as it was. */
  public long pagesWritten() {
    return pagesWritten;
  }

  private byte[] page(LoggedPage logged, LogRecord change) {
    if (logged.full()) {
      return new byte[disk.pageSizeBytes()];
    }
    byte[] image = changed.get(logged.pageId());
    if (image == null) {
      image = read(logged.pageId());
    }
    long lsn = PageHeader.lsn(MemorySegment.ofArray(image));
    if (lsn != logged.previousLsn()) {
      throw new EngineException(
              ErrorCode.DATA_DIRECTORY,
              ("page %d has version %d, and the log's change at %d continues version %d: the page"
                      + " file and the log are not of one moment. Bring both back from one copy")
                  .formatted(logged.pageId(), lsn, change.position(), logged.previousLsn()))
          .with("page_id", logged.pageId());
    }
    return image;
  }

  private byte[] read(long pageId) {
    MemorySegment page = disk.buffers().acquire();
    try {
      disk.read(pageId, page);
      return page.toArray(ValueLayout.JAVA_BYTE);
    } finally {
      disk.buffers().release(page);
    }
  }

  private void writeChanged() {
    pagesWritten += changed.size();
    if (readOnly) {
      changed.forEach(disk.pending()::put);
      changed.clear();
      return;
    }
    long[] ids = changed.keySet().stream().mapToLong(Long::longValue).toArray();
    for (int from = 0; from < ids.length; from += RUN_PAGES_MAX) {
      writeRun(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + RUN_PAGES_MAX)));
    }
    changed.clear();
  }

  private void writeRun(long[] ids) {
    int size = disk.pageSizeBytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pages = arena.allocate((long) ids.length * size, size);
      for (int i = 0; i < ids.length; i++) {
        byte[] image = changed.getOrDefault(ids[i], new byte[0]);
        MemorySegment.copy(image, 0, pages, ValueLayout.JAVA_BYTE, (long) i * size, image.length);
      }
      disk.writeVectored(ids, pages);
    }
  }
}
