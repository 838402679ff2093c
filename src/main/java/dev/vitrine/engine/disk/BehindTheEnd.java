package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * The room that the page file has behind the last page that was given, by what the log says. A log
 * whose end was wiped looks like one that ends there; a page that was given in what was wiped does
 * not. Blocking; for one thread.
 */
public final class BehindTheEnd {

  private final DiskManager disk;

  /** After the redo. */
  public BehindTheEnd(DiskManager disk) {
    this.disk = disk;
  }

  /**
   * Says so when a page is there in a version that the log does not have; else null. As many are
   * looked at as the file grows by at once; what can't be read tells nothing.
   *
   * @param logEnd no page has a newer version
   */
  public @Nullable String newerThan(long logEnd) throws IOException {
    int size = disk.pageSizeBytes();
    long first = disk.idCount();
    long end = Math.min(disk.fileBytes() / size, first + DiskManager.EXTENSION_BYTES / size);
    MemorySegment page = disk.buffers().acquire();
    try {
      for (long pageId = first; pageId < end; pageId++) {
        if (isIntact(pageId, page) && PageHeader.lsn(page) > logEnd) {
          return "page %d has version %d and the log ends at %d, so changes were lost from the log"
              .formatted(pageId, PageHeader.lsn(page), logEnd);
        }
      }
      return null;
    } finally {
      disk.buffers().release(page);
    }
  }

  private boolean isIntact(long pageId, MemorySegment page) {
    try {
      disk.readFile(pageId, page);
      return PageDamage.of(pageId, page) == null;
    } catch (EngineException e) {
      return false;
    }
  }
}
