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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the page file what the log says: applies changes in the log's order, and in the end
 * rebuilds the allocation map. Doing all of it again, from the same checkpoint, comes to the same.
 * For one thread, before anybody else uses the disk.
 *
 * <p>A page's first change in the log holds all of the page, so that nothing is read that a crash
 * may have torn; the others rely on the one before. No page relies on another, so the pages of a
 * log that don't fit into memory together are redone in parts, each page at its end written once.
 */
public final class PageRedo {

  private static final int RUN_PAGES_MAX = 256;

  /** Pages of a part at least take so much memory, and at most this share of the heap. */
  private static final long PART_BYTES_MIN = 64 << 20;

  private static final int HEAP_SHARE = 4;

  /** Pages whose ids lie from one (included) to another, which are redone together. */
  public record Part(long from, long to) {

    public static final Part ALL = new Part(0, Long.MAX_VALUE);

    boolean has(long pageId) {
      return pageId >= from && pageId < to;
    }
  }

  private final DiskManager disk;
  private final boolean readOnly;

  /** Pages as they are now, not written yet and not stamped. */
  private final Map<Long, byte[]> changed = new HashMap<>();

  private final MapRebuild map;
  private long pagesWritten;

  /**
   * @param readOnly keep every changed page in memory, to be read from there
   */
  public PageRedo(DiskManager disk, boolean readOnly) {
    this.disk = disk;
    this.readOnly = readOnly;
    this.map = new MapRebuild(disk);
  }

  /** Divides the pages of a log, so that each part fits into memory. */
  public List<Part> parts(BitSet pages) {
    long bytes = Math.max(PART_BYTES_MIN, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    return parts(pages, Math.toIntExact(Math.min(bytes / disk.pageSizeBytes(), 1 << 30)));
  }

  static List<Part> parts(BitSet pages, int pagesMax) {
    List<Part> parts = new ArrayList<>();
    long from = 0;
    int count = 0;
    for (int page = pages.nextSetBit(0); page >= 0; page = pages.nextSetBit(page + 1)) {
      if (count == pagesMax) {
        parts.add(new Part(from, page));
        from = page;
        count = 0;
      }
      count++;
    }
    parts.add(new Part(from, Long.MAX_VALUE));
    return parts;
  }

  /**
   * Applies a change, as far as it is of a part's pages; {@code data-directory} when it does not
   * fit one of them, and then to none.
   */
  public void apply(LogRecord change, Part part) {
    List<LoggedPage> pages = change.pages();
    if (pages.size() == 1) {
      LoggedPage only = pages.getFirst();
      if (part.has(only.pageId())) {
        apply(only, page(only, change), change.lsn());
      }
      return;
    }
    List<LoggedPage> ours = pages.stream().filter(page -> part.has(page.pageId())).toList();
    List<byte[]> images = ours.stream().map(logged -> page(logged, change)).toList();
    for (int i = 0; i < images.size(); i++) {
      apply(ours.get(i), images.get(i), change.lsn());
    }
  }

  private void apply(LoggedPage logged, byte[] image, long lsn) {
    MemorySegment page = MemorySegment.ofArray(image);
    logged.applyTo(page);
    PageHeader.setLsn(page, lsn);
    if (logged.full()) {
      changed.put(logged.pageId(), image);
    }
  }

  /** Writes the pages of a part whose last change was applied. */
  public void finishPart() {
    changed.entrySet().removeIf(page -> isOfMap(page.getKey(), page.getValue()));
    long[] ids = changed.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    pagesWritten += ids.length;
    if (readOnly) {
      changed.forEach(disk.pending()::put);
    } else {
      for (int from = 0; from < ids.length; from += RUN_PAGES_MAX) {
        writeRun(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + RUN_PAGES_MAX)));
      }
    }
    changed.clear();
  }

  /** Stamps a page and tells the map of it; a page of the map itself is made anew in the end. */
  private boolean isOfMap(long pageId, byte[] image) {
    MemorySegment page = MemorySegment.ofArray(image);
    PageHeader.stamp(page, PageHeader.lsn(page));
    if (PageHeader.type(page) == PageType.ALLOCATION_MAP) {
      map.image(pageId, image);
      return true;
    }
    map.changed(pageId, page);
    return false;
  }

  /**
   * Gives the disk its allocation map, when all parts are finished.
   *
   * @param pageCount ids below this one had been given at the checkpoint
   * @param mapIsCurrent whether the stored map is the checkpoint's; else every page is read
   */
  public void finish(long pageCount, boolean mapIsCurrent) {
    disk.measureCapacity();
    map.build(pageCount, mapIsCurrent);
  }

  /** Pages written, or kept when read-only. */
  public long pagesWritten() {
    return pagesWritten;
  }

  /** The page before a change; a page of which the log has nothing yet is the stored one. */
  private byte[] page(LoggedPage logged, LogRecord change) {
    if (logged.full()) {
      return new byte[disk.pageSizeBytes()];
    }
    byte[] image = changed.computeIfAbsent(logged.pageId(), this::read);
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

  private void writeRun(long[] ids) {
    int size = disk.pageSizeBytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pages = arena.allocate((long) ids.length * size, size);
      for (int i = 0; i < ids.length; i++) {
        byte[] image = Objects.requireNonNull(changed.get(ids[i]));
        MemorySegment.copy(image, 0, pages, ValueLayout.JAVA_BYTE, (long) i * size, image.length);
      }
      disk.writeVectored(ids, pages);
    }
  }
}
