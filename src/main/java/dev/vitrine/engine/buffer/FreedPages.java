package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.wal.ChangeLog;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Makes the page file say of freed pages that they are free, for a checkpoint: after it nothing but
 * the allocation map would tell, and a map that has to be made up from the pages would bring them
 * back. Ids that were given again meanwhile are left alone. By one thread at a time.
 */
public final class FreedPages {

  private static final int RUN_PAGES_MAX = 256;

  private final BufferPool pool;
  private final DiskManager disk;
  private final ChangeLog log;

  public FreedPages(BufferPool pool, DiskManager disk, ChangeLog log) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
  }

  /** Writes what was freed and is not stored as free; stable only after a sync. */
  public void flush() {
    long inFile = disk.pageCount();
    // Of those that the file has no room for, nothing is stored that could be mistaken.
    long[] freed = Arrays.stream(disk.freedIds()).takeWhile(id -> id < inFile).toArray();
    // The pages are not to be gone before it is certain that they were freed.
    log.ensureDurable(log.lastLsn());
    for (int from = 0; from < freed.length; from += RUN_PAGES_MAX) {
      write(Arrays.copyOfRange(freed, from, Math.min(freed.length, from + RUN_PAGES_MAX)));
    }
  }

  private void write(long[] ascending) {
    int size = disk.pageSizeBytes();
    int turns = 0;
    try (Arena arena = Arena.ofConfined()) {
      for (long pageId : ascending) {
        pool.turns().acquire(pageId);
        turns++;
      }
      // Whoever gives one of them a page from now on writes that in a later turn.
      long[] ids = Arrays.stream(ascending).filter(id -> disk.type(id) == PageType.FREE).toArray();
      if (ids.length == 0) {
        return;
      }
      MemorySegment pages = arena.allocate((long) ids.length * size, size);
      for (int i = 0; i < ids.length; i++) {
        MemorySegment page = pages.asSlice((long) i * size, size);
        PageHeader.format(page, ids[i], PageType.FREE, 0);
        PageHeader.stamp(page, 0);
      }
      disk.writeVectored(ids, pages);
      Arrays.stream(ids).forEach(disk::storedAsFree);
    } finally {
      Arrays.stream(ascending).limit(turns).forEach(pool.turns()::release);
    }
  }
}
