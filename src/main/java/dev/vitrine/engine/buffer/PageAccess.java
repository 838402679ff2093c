package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** What must be true of a page before somebody from outside may touch it. */
public final class PageAccess {

  private PageAccess() {}

  /** {@code page-not-found} for an id that is not in use. */
  public static PageType requireExisting(DiskManager disk, long pageId) {
    PageType type = disk.type(pageId);
    if (type == PageType.FREE) {
      throw Errors.pageNotFound(pageId);
    }
    return type;
  }

  /** {@code page-not-found}, and {@code page-owned} for a page of the engine or its objects. */
  public static PageType requireChangeable(DiskManager disk, long pageId) {
    PageType type = requireExisting(disk, pageId);
    if (disk.owned(pageId)) {
      throw Errors.pageOwned(pageId);
    }
    return type;
  }

  /** {@code precondition-failed} when the page has another LSN; its latch or turn is held. */
  public static void requireLsn(long pageId, MemorySegment page, @Nullable Long ifMatch) {
    if (ifMatch != null && PageHeader.lsn(page) != ifMatch) {
      throw Errors.preconditionFailed(pageId, ifMatch, PageHeader.lsn(page));
    }
  }
}
