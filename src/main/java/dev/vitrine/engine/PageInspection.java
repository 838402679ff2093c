package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PoolInspector;
import dev.vitrine.engine.buffer.ReadGuard;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageChecksum;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.PageEvent.ChecksumFailure;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Answers what pages are. */
final class PageInspection {

  private final DiskManager disk;
  private final BufferPool pool;
  private final StoredPages stored;
  private final PoolInspector inspector;
  private final EventSink sink;

  PageInspection(DiskManager disk, BufferPool pool, StoredPages stored, EventSink sink) {
    this.disk = disk;
    this.pool = pool;
    this.stored = stored;
    this.inspector = new PoolInspector(pool);
    this.sink = sink;
  }

  /** Reads the page; an access like any other. */
  PageInfo info(long pageId) {
    PageAccess.requireExisting(disk, pageId);
    try (ReadGuard guard = pool.read(pageId)) {
      PageAccess.requireExisting(disk, pageId);
      return info(
          guard.memory(), guard.dirty() ? CacheState.DIRTY : CacheState.CLEAN, guard.pins());
    }
  }

  /** The page of a change that has been committed. */
  PageInfo info(MemorySegment page, int pins) {
    return info(page, CacheState.DIRTY, pins);
  }

  /** A page from its bytes and what the pool holds of it. */
  PageInfo info(MemorySegment page, CacheState cached, int pins) {
    SlottedPage slotted = PageHeader.type(page).hasSlots() ? SlottedPage.of(page) : null;
    return new PageInfo(
        PageHeader.pageId(page),
        PageHeader.type(page).label(),
        PageHeader.owner(page),
        (int) page.byteSize(),
        PageHeader.lsn(page),
        PageHeader.checksum(page),
        slotted == null ? 0 : slotted.slotCount(),
        slotted == null ? 0 : slotted.recordCount(),
        slotted == null ? 0 : slotted.freeBytes(),
        cached,
        pins);
  }

  PageListing list(long afterId, int limit) {
    List<PageSummary> items = new ArrayList<>();
    long id = disk.nextAllocated(afterId);
    while (id >= 0 && items.size() < limit) {
      items.add(
          new PageSummary(
              id,
              disk.type(id).label(),
              CacheState.valueOf(stored.cached(id).name()),
              inspector.pins(id)));
      id = disk.nextAllocated(id);
    }
    return new PageListing(items, id < 0 || items.isEmpty() ? -1 : items.getLast().pageId());
  }

  /** Compares checksum and bytes: in the frame if the page is in one, else as stored. */
  ChecksumReport checksum(long pageId) {
    PageAccess.requireExisting(disk, pageId);
    try (ReadGuard guard = pool.peek(pageId)) {
      if (guard != null) {
        CacheState cached = guard.dirty() ? CacheState.DIRTY : CacheState.CLEAN;
        return checksum(pageId, guard.memory(), cached);
      }
    }
    byte[] image = stored.readAnyway(pageId).bytes();
    return checksum(pageId, MemorySegment.ofArray(image), CacheState.NONE);
  }

  private ChecksumReport checksum(long pageId, MemorySegment page, CacheState cached) {
    long expected = PageHeader.checksum(page);
    long computed = PageChecksum.compute(page);
    boolean valid = expected == computed && PageHeader.pageId(page) == pageId;
    if (!valid) {
      sink.emit(new ChecksumFailure(pageId, expected, computed, EventClock.nowMicros()));
    }
    return new ChecksumReport(pageId, expected, computed, valid, cached);
  }
}
