package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** Opens or creates the page file, or says why it can't be. */
final class PageFileOpener {

  /**
   * Changes that were numbered but never written leave no trace; a number they had must not be
   * given to another version. So after a crash numbering goes on far above the highest one seen.
   */
  static final long CRASH_LSN_SKIP = 1L << 30;

  /**
   * What an opening finds out.
   *
   * @param scanned whether the pages had to tell themselves what they are
   */
  record Opened(FileHeader header, AllocationMap map, long lastLsn, boolean scanned) {}

  private final StoreFile file;
  private final int pageSizeBytes;
  private final PageIo io;
  private final PageBuffers buffers;

  PageFileOpener(StoreFile file, int pageSizeBytes, IoMeter meter, EventSink sink) {
    this.file = file;
    this.pageSizeBytes = pageSizeBytes;
    this.buffers = new PageBuffers(pageSizeBytes);
    this.io = new PageIo(file, pageSizeBytes, meter, sink, new ReadOnlySwitch());
  }

  Opened create() {
    long now = EventClock.nowMicros();
    FileHeader header = new FileHeader(pageSizeBytes, true, UUID.randomUUID(), now, 0, 1);
    MemorySegment page = buffers.acquire();
    try {
      header.writeTo(page);
      io.write(0, page);
    } finally {
      buffers.release(page);
    }
    return new Opened(header, new AllocationMap(pageSizeBytes), 0, false);
  }

  Opened open() throws IOException {
    MemorySegment page = buffers.acquire();
    try {
      FileHeader header = readHeader(page);
      AllocationMap map = new AllocationMap(pageSizeBytes);
      if (header.clean() && loadMap(header, map, page)) {
        return new Opened(header, map, header.lastLsn(), false);
      }
      AllocationMap scanned = new AllocationMap(pageSizeBytes);
      return new Opened(header, scanned, scan(header.lastLsn(), scanned, page), true);
    } finally {
      buffers.release(page);
    }
  }

  private FileHeader readHeader(MemorySegment page) throws IOException {
    long size = file.size();
    if (size < PageLayout.PAGE_SIZE_BYTES_MIN) {
      throw refused("it has %d bytes, too few for a page file".formatted(size));
    }
    MemorySegment head = page.asSlice(0, PageLayout.PAGE_SIZE_BYTES_MIN);
    file.read(head.asByteBuffer(), 0);
    if (PageHeader.magic(head) != PageLayout.MAGIC) {
      throw refused("it does not begin like a page file of Vitrine");
    }
    if (PageHeader.version(head) != PageLayout.FORMAT_VERSION) {
      throw refused(
          "it has format version %d, this program reads version %d"
              .formatted(PageHeader.version(head), PageLayout.FORMAT_VERSION));
    }
    FileHeader header = FileHeader.readFrom(head);
    if (header.pageSizeBytes() != pageSizeBytes) {
      throw refused(
          "it has pages of %d bytes and pages of %d are configured; the size is fixed when the"
                  .formatted(header.pageSizeBytes(), pageSizeBytes)
              + " directory is created");
    }
    io.readAnyway(0, page);
    String damage = PageIo.damage(0, page);
    if (damage != null) {
      throw refused("its header page is damaged: " + damage);
    }
    if (header.clean() && size < header.pageCount() * pageSizeBytes) {
      throw refused(
          "it has %d bytes and should have %d: it was cut short"
              .formatted(size, header.pageCount() * pageSizeBytes));
    }
    return header;
  }

  /** After a clean stop the map pages are right; false when one of them is damaged. */
  private boolean loadMap(FileHeader header, AllocationMap map, MemorySegment page) {
    for (long id = 1; id < header.pageCount(); id++) {
      if (map.isMapPage(id)) {
        io.readAnyway(id, page);
        if (PageIo.damage(id, page) != null) {
          return false;
        }
        map.loadEntry(id, mapEntry());
        map.load(id, page, header.pageCount());
        id += AllocationMap.entriesPerMap(pageSizeBytes);
      }
    }
    return true;
  }

  /** After any other stop the pages tell themselves; a damaged one stays in use, to be seen. */
  private long scan(long lastLsn, AllocationMap map, MemorySegment page) throws IOException {
    long pages = file.size() / pageSizeBytes;
    long highest = lastLsn;
    for (long id = 1; id < pages; id++) {
      if (map.isMapPage(id)) {
        map.loadEntry(id, mapEntry());
        continue;
      }
      io.readAnyway(id, page);
      if (PageIo.damage(id, page) == null) {
        highest = Math.max(highest, PageHeader.lsn(page));
        map.loadEntry(id, entry(page));
      } else {
        map.loadEntry(id, neverWritten(page) ? 0 : (byte) PageType.DAMAGED.code());
      }
    }
    return highest + CRASH_LSN_SKIP;
  }

  private static byte mapEntry() {
    return (byte) (PageType.ALLOCATION_MAP.code() | AllocationMap.OWNED);
  }

  private static byte entry(MemorySegment page) {
    int owned = PageHeader.owner(page) == 0 ? 0 : AllocationMap.OWNED;
    int type = PageHeader.typeCode(page);
    return (byte) (type == PageType.FREE.code() ? 0 : type | owned);
  }

  private static boolean neverWritten(MemorySegment page) {
    return page.mismatch(MemorySegment.ofArray(new byte[(int) page.byteSize()])) == -1;
  }

  private EngineException refused(String why) {
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            "the page file %s can't be opened: %s".formatted(DiskManager.FILE_NAME, why))
        .with("file", DiskManager.FILE_NAME);
  }
}
