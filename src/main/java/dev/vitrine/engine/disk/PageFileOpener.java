package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.event.EventClock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/** Creates the page file, or makes sure that a file is one, or says why it isn't. */
final class PageFileOpener {

  private final StoreFile file;
  private final int pageSizeBytes;
  private final PageBuffers buffers;

  PageFileOpener(StoreFile file, int pageSizeBytes) {
    this.file = file;
    this.pageSizeBytes = pageSizeBytes;
    this.buffers = new PageBuffers(pageSizeBytes);
  }

  /** Makes a file that holds page 0, stable when this returns. */
  FileHeader create() throws IOException {
    FileHeader header = new FileHeader(pageSizeBytes, UUID.randomUUID(), EventClock.nowMicros());
    MemorySegment page = buffers.acquire();
    try {
      header.writeTo(page);
      file.write(page.asByteBuffer(), 0);
      file.sync();
      return header;
    } finally {
      buffers.release(page);
    }
  }

  /** Whether this is what a crash left of {@link #create}: nothing, zeros, or a part of page 0. */
  boolean cutShort() throws IOException {
    long size = file.size();
    if (size > pageSizeBytes || size % PageLayout.PAGE_SIZE_BYTES_MIN != 0) {
      return false;
    }
    MemorySegment page = buffers.acquire();
    try {
      page.fill((byte) 0);
      MemorySegment there = page.asSlice(0, size);
      file.read(there.asByteBuffer(), 0);
      boolean zeros = there.mismatch(MemorySegment.ofArray(new byte[(int) size])) == -1;
      return zeros || (size < pageSizeBytes && PageDamage.of(0, page) == null);
    } finally {
      buffers.release(page);
    }
  }

  /** Reads what the file says of itself; {@code data-directory}. */
  FileHeader open() throws IOException {
    if (file.size() < PageLayout.PAGE_SIZE_BYTES_MIN) {
      throw refused("it has %d bytes, too few for a page file".formatted(file.size()));
    }
    MemorySegment page = buffers.acquire();
    try {
      MemorySegment head = page.asSlice(0, PageLayout.PAGE_SIZE_BYTES_MIN);
      file.read(head.asByteBuffer(), 0);
      requireOurs(head);
      FileHeader header = FileHeader.readFrom(head);
      if (header.pageSizeBytes() != pageSizeBytes) {
        throw refused(
                ("it has pages of %d bytes and pages of %d are configured; the size is fixed when"
                        + " the directory is created: configure it")
                    .formatted(header.pageSizeBytes(), pageSizeBytes))
            .with("stored_page_bytes", header.pageSizeBytes());
      }
      file.read(page.asByteBuffer(), 0);
      PageDamage damage = PageDamage.of(0, page);
      if (damage != null) {
        throw refused(
            "its header page is damaged (%s): bring the file back from a copy of the directory"
                .formatted(damage.text()));
      }
      return header;
    } finally {
      buffers.release(page);
    }
  }

  /** What a file says its page size is; 0 when it does not begin like a page file. */
  static int pageSizeOf(StoreFile file) throws IOException {
    if (file.size() < PageLayout.PAGE_SIZE_BYTES_MIN) {
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment head =
          arena.allocate(PageLayout.PAGE_SIZE_BYTES_MIN, PageLayout.PAGE_SIZE_BYTES_MIN);
      file.read(head.asByteBuffer(), 0);
      int bytes = FileHeader.readFrom(head).pageSizeBytes();
      return PageHeader.magic(head) == PageLayout.MAGIC && PageLayout.isPageSize(bytes) ? bytes : 0;
    }
  }

  private static void requireOurs(MemorySegment head) {
    if (PageHeader.magic(head) != PageLayout.MAGIC) {
      throw refused(
          "it does not begin like a page file of Vitrine: bring the right file back, or choose"
              + " another directory");
    }
    if (PageHeader.version(head) != PageLayout.FORMAT_VERSION) {
      throw refused(
          "it has format version %d, this program reads version %d: use the program that wrote it"
              .formatted(PageHeader.version(head), PageLayout.FORMAT_VERSION));
    }
  }

  static EngineException refused(String why) {
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            "the page file %s can't be opened: %s".formatted(DiskManager.FILE_NAME, why))
        .with("file", DiskManager.FILE_NAME);
  }
}
