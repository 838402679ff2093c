package dev.vitrine.bench;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.NumberedChanges;
import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** A pool over a file with so many pages; {@link #pageIds} maps a number to a page. */
final class Stage {

  static final int PAGE_BYTES = 4096;

  final HotCounters counters = new HotCounters();
  final DiskManager disk;
  final BufferPool pool;
  final long[] pageIds;

  /** Creates the pages below the pool, then reads each through it once. */
  Stage(FileStore files, EventSink sink, int frames, int pages) throws IOException {
    disk = DiskManager.create(files, PAGE_BYTES, sink, counters, new ReadOnlySwitch());
    NumberedChanges log = new NumberedChanges();
    pool = new BufferPool(disk, log, sink, counters, frames, 2);
    PageAllocator allocator = new PageAllocator(pool, disk, log);
    pageIds = new long[pages];
    for (int i = 0; i < pages; i++) {
      byte[] image = allocator.create(PageType.RAW, 0);
      pageIds[i] = PageHeader.pageId(MemorySegment.ofArray(image));
    }
    for (long pageId : pageIds) {
      pool.read(pageId).close();
    }
  }

  /** Room for so many pages, their maps and the header. */
  static long bytesFor(int pages) {
    return (pages + pages / 64L + 64L) * PAGE_BYTES;
  }
}
