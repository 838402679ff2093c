package dev.vitrine.engine.verify;

import dev.vitrine.engine.btree.RecordTrees;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlyFileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageDump;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.NoChanges;
import dev.vitrine.engine.wal.StoredLog;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A data directory that nobody has open, seen as the next opening would see it: pages, and what the
 * log has beyond them. Nothing in it is changed. For one thread.
 */
public final class ClosedDirectory implements AutoCloseable {

  /** For the walks through objects; else every page is looked at where it is stored. */
  private static final int FRAMES = 64;

  private final FileStore files;
  private final Findings findings = new Findings();
  private final @Nullable DiskManager disk;
  private long logEnd = LogVerifier.END_UNKNOWN;

  private ClosedDirectory(FileStore files) throws IOException {
    this.files = files;
    tellUnknownFiles();
    this.disk = unfinished() ? null : openPages();
    if (disk != null) {
      replay(disk);
    }
  }

  /**
   * Opens a directory; {@code data-directory} when it is in use, is no directory, or holds nothing
   * of Vitrine.
   */
  public static ClosedDirectory open(Path directory) throws IOException {
    return open(ReadOnlyFileStore.open(directory));
  }

  /** Opens what is in these files, which it closes when it is closed. */
  public static ClosedDirectory open(FileStore files) throws IOException {
    try {
      requireOurs(files);
      return new ClosedDirectory(files);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Looks at everything. */
  public VerificationReport verify(VerificationWatch watch) throws IOException {
    if (disk != null) {
      try (BufferPool pool =
          new BufferPool(
              disk, new NoChanges(logEnd), EventSink.NONE, new HotCounters(), FRAMES, 1)) {
        RecordTrees trees = new RecordTrees(pool, disk, FRAMES);
        List<OwnedPages> kinds = List.of(new EnginePages(disk), new RecordFilePages(trees));
        new StorageVerifier(disk, pool, () -> logEnd, kinds, EventSink.NONE, false)
            .verify(findings, watch);
      }
      verifyBehindTheEnd(disk);
    }
    return findings.report();
  }

  /** What a page holds, whatever it is; {@code page-not-found}, {@code data-directory}. */
  public PageDump dump(long pageId) {
    DiskManager pages = disk;
    if (pages == null) {
      throw new EngineException(
          ErrorCode.DATA_DIRECTORY,
          "no page can be read: %s has no usable page file; --verify says why"
              .formatted(files.directory()));
    }
    if (pageId < 0 || pageId >= pages.idCount()) {
      throw new EngineException(
              ErrorCode.PAGE_NOT_FOUND,
              "there is no page %d; there are pages from 0 to %d"
                  .formatted(pageId, pages.idCount() - 1))
          .with("page_id", pageId);
    }
    MemorySegment page = pages.buffers().acquire();
    try {
      pages.readAnyway(pageId, page);
      return PageDump.of(pageId, pages.type(pageId), page);
    } finally {
      pages.buffers().release(page);
    }
  }

  private static void requireOurs(FileStore files) throws IOException {
    if (files.list().stream().noneMatch(ClosedDirectory::isOurs)) {
      throw new EngineException(
              ErrorCode.DATA_DIRECTORY,
              "%s holds no data of Vitrine: name the right directory with --vitrine.data-dir"
                  .formatted(files.directory()))
          .with("directory", files.directory().toString());
    }
  }

  private static boolean isOurs(String name) {
    return name.equals(DiskManager.FILE_NAME)
        || name.equals(ControlFile.FILE_NAME)
        || StoredLog.isFileName(name);
  }

  private void tellUnknownFiles() throws IOException {
    files.list().stream()
        .filter(name -> !isOurs(name) && !name.equals(LocalFileStore.LOCK_FILE_NAME))
        .sorted()
        .forEach(name ->
            findings.note(
                new Finding(
                    FindingCode.UNKNOWN_FILE, null, name, null, "it is none of Vitrine's files")));
  }

  /** Whether a crash came before there was a checkpoint and more than the first page. */
  private boolean unfinished() throws IOException {
    if (!StoredLog.fileNames(files).isEmpty() || ControlFile.exists(files)) {
      return false;
    }
    int pageSize = pageSize();
    boolean unfinished =
        pageSize == 0
            ? !DiskManager.exists(files, PageLayout.PAGE_SIZE_BYTES_MAX)
            : pageFileBytes() <= pageSize;
    if (unfinished) {
      findings.note(
          new Finding(
              FindingCode.CREATION_UNFINISHED,
              null,
              null,
              null,
              "the directory was never finished, and holds nothing"));
    }
    return unfinished;
  }

  private long pageFileBytes() throws IOException {
    try (StoreFile file = files.open(DiskManager.FILE_NAME)) {
      return file.size();
    }
  }

  /** What the page file says; 0 when there is none, or it does not begin like one. */
  private int pageSize() throws IOException {
    if (!files.exists(DiskManager.FILE_NAME)) {
      return 0;
    }
    try (StoreFile file = files.open(DiskManager.FILE_NAME)) {
      return DiskManager.pageSizeOf(file);
    }
  }

  private @Nullable DiskManager openPages() throws IOException {
    String name = DiskManager.FILE_NAME;
    if (!files.exists(name)) {
      findings.file(FindingCode.PAGE_FILE_WRONG, name, null, "it is gone");
      return null;
    }
    int pageSize = pageSize();
    if (pageSize == 0) {
      findings.file(
          FindingCode.PAGE_FILE_WRONG, name, 0L, "it does not begin like a page file of Vitrine");
      return null;
    }
    ReadOnlySwitch readOnly = new ReadOnlySwitch();
    readOnly.trip("the directory is only looked at");
    try {
      return DiskManager.open(files, pageSize, EventSink.NONE, new HotCounters(), readOnly);
    } catch (EngineException e) {
      findings.page(FindingCode.PAGE_FILE_WRONG, 0, pageSize, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private void replay(DiskManager pages) throws IOException {
    try {
      logEnd = new LogVerifier(files, pages, findings).replay();
    } catch (IOException | RuntimeException e) {
      pages.close();
      throw e;
    }
  }

  /** The file is longer than it need be; what was never given out must hold no page. */
  private void verifyBehindTheEnd(DiskManager pages) throws IOException {
    int size = pages.pageSizeBytes();
    long end = pages.fileBytes() / size;
    MemorySegment page = pages.buffers().acquire();
    try {
      for (long pageId = pages.idCount(); pageId < end; pageId++) {
        pages.readFile(pageId, page);
        // An allocation map is made with the room for it, before anything in it is in the log.
        boolean map = PageHeader.type(page) == PageType.ALLOCATION_MAP;
        if (PageDamage.of(pageId, page) == null
            && PageHeader.type(page) != PageType.FREE
            && !(map && (pageId - 1) % pages.pagesOfMap() == 0)) {
          findings.page(
              FindingCode.FREE_PAGE_SAYS_USED,
              pageId,
              size,
              "it was never given out, and there is a page");
        }
      }
    } finally {
      pages.buffers().release(page);
    }
  }

  @Override
  public void close() throws IOException {
    try (files) {
      if (disk != null) {
        disk.close();
      }
    }
  }
}
