package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Stored pages that are newer than the log. A crash leaves none, since the log is stable before a
 * page is written: such a log is an older one, or its end was wiped. Looked at before the redo,
 * which would write over them. Blocking; for one thread.
 */
public final class NewerPages {

  private final DiskManager disk;
  private final long pageCount;
  private final BitSet logged;

  /**
   * @param pageCount ids below this one had been given at the checkpoint
   * @param logged the pages that the log will redo
   */
  public NewerPages(DiskManager disk, long pageCount, BitSet logged) {
    this.disk = disk;
    this.pageCount = pageCount;
    this.logged = logged;
  }

  /**
   * Says so when a page is there in a version that the log does not have; else null. Looks at the
   * pages that the log redoes, the allocation maps, and as many pages behind the last given one as
   * the file grows by at once; what can't be read tells nothing.
   *
   * @param logEnd no page has a newer version
   */
  public @Nullable String than(long logEnd) throws IOException {
    int size = disk.pageSizeBytes();
    long stored = disk.fileBytes() / size;
    BitSet looked = (BitSet) logged.clone();
    for (long mapPageId = 1; mapPageId < pageCount; mapPageId += disk.pagesOfMap()) {
      looked.set(Math.toIntExact(mapPageId));
    }
    int behind = Math.toIntExact(Math.max(pageCount, logged.length()));
    looked.set(behind, behind + DiskManager.EXTENSION_BYTES / size);
    MemorySegment page = disk.buffers().acquire();
    try {
      for (int id = looked.nextSetBit(0); id >= 0 && id < stored; id = looked.nextSetBit(id + 1)) {
        if (read(id, page) && PageHeader.lsn(page) > logEnd && PageDamage.of(id, page) == null) {
          return "page %d has version %d and the log ends at %d, so changes were lost from the log"
              .formatted(id, PageHeader.lsn(page), logEnd);
        }
      }
      return null;
    } finally {
      disk.buffers().release(page);
    }
  }

  private boolean read(long pageId, MemorySegment page) {
    try {
      disk.readFile(pageId, page);
      return true;
    } catch (EngineException e) {
      return false;
    }
  }
}
