package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.buffer.PreparedPage;
import dev.vitrine.engine.buffer.ReadGuard;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageSplitter;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.FlushCause;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import dev.vitrine.event.SplitReason;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves records between two pages, all of them or none. */
final class PageReorganizer {

  private static final System.Logger LOG = System.getLogger(PageReorganizer.class.getName());

  private final DiskManager disk;
  private final BufferPool pool;
  private final PageAllocator allocator;

  PageReorganizer(DiskManager disk, BufferPool pool, PageAllocator allocator) {
    this.disk = disk;
    this.pool = pool;
    this.allocator = allocator;
  }

  /** The new page is made first, so that no latch is held while it is written. */
  SplitResult split(long pageId, @Nullable Long ifMatch) {
    PageAccess.requireChangeable(disk, pageId);
    try (ReadGuard guard = pool.read(pageId)) {
      requireSplittable(pageId, guard.memory(), ifMatch);
    }
    SplitResult result;
    try (PreparedPage created = allocator.prepare(PageType.SLOTTED, PooledPages.PAGE_API)) {
      result = splitInto(pageId, created, ifMatch);
    }
    // Without a log this is the best order: a record on both pages after a crash beats one on none.
    pool.flusher().flush(result.newPageId(), FlushCause.REORGANIZATION);
    return result;
  }

  private SplitResult splitInto(long pageId, PreparedPage created, @Nullable Long ifMatch) {
    long newPageId = created.pageId();
    try (PageChange change = pool.change()) {
      MemorySegment[] pages = pair(change, pageId, newPageId);
      requireSplittable(pageId, pages[0], ifMatch);
      SlottedPage from = SlottedPage.of(pages[0]);
      SlottedPage to = SlottedPage.of(pages[1]);
      List<RecordMove> moved = move(pageId, from, newPageId, to, PageSplitter.upperHalf(from));
      long now = EventClock.nowMicros();
      change.emit(created.allocated());
      change.emit(new PageSplit(pageId, newPageId, SplitReason.REQUESTED, now));
      SplitResult result = new SplitResult(pageId, newPageId, moved, change.commit());
      created.publish();
      return result;
    }
  }

  MergeResult merge(long pageId, long withPageId, @Nullable Long ifMatch) {
    if (pageId == withPageId) {
      throw new EngineException(ErrorCode.INVALID_REQUEST, "a page can't be merged with itself")
          .with("field", "with")
          .with("page_id", pageId);
    }
    PageAccess.requireChangeable(disk, pageId);
    PageAccess.requireChangeable(disk, withPageId);
    MergeResult result = moveAll(pageId, withPageId, ifMatch);
    try {
      // What was moved is stable before the page it came from is overwritten.
      pool.flusher().flush(pageId, FlushCause.REORGANIZATION);
      disk.sync();
      allocator.freeWithdrawn(withPageId);
    } catch (EngineException e) {
      // The merge stands; the empty page's id stays out of use until the next start.
      LOG.log(Level.WARNING, "overwriting merged page " + withPageId + " failed", e);
    }
    return result;
  }

  private MergeResult moveAll(long pageId, long withPageId, @Nullable Long ifMatch) {
    try (PageChange change = pool.change()) {
      MemorySegment[] pages = pair(change, pageId, withPageId);
      PageAccess.requireChangeable(disk, pageId);
      PageAccess.requireChangeable(disk, withPageId);
      PageAccess.requireLsn(pageId, pages[0], ifMatch);
      if (change.pins(withPageId) > 0) {
        throw new EngineException(ErrorCode.PAGE_PINNED, "a lease holds page " + withPageId)
            .with("page_id", withPageId);
      }
      SlottedPage into = Slotted.of(pageId, pages[0]);
      SlottedPage from = Slotted.of(withPageId, pages[1]);
      List<RecordMove> moved = move(withPageId, from, pageId, into, PageSplitter.all(from));
      change.emit(new PageMerged(pageId, withPageId, pageId, EventClock.nowMicros()));
      long lsn = change.commit();
      disk.withdraw(withPageId);
      return new MergeResult(pageId, withPageId, moved, lsn);
    }
  }

  private static List<RecordMove> move(
      long fromId, SlottedPage from, long toId, SlottedPage to, List<Integer> slots) {
    List<RecordMove> moved = new ArrayList<>();
    for (int slot : slots) {
      byte[] record = from.get(slot);
      int newSlot = to.insert(record);
      if (newSlot == SlottedPage.FULL) {
        throw Slotted.full(toId, to.maxRecordBytes(), record.length);
      }
      moved.add(
          new RecordMove(
              new RecordMove.Handle(fromId, slot), new RecordMove.Handle(toId, newSlot)));
    }
    slots.reversed().forEach(from::delete);
    return moved;
  }

  /** Both pages, latched in the order of their ids, answered in the order asked for. */
  private static MemorySegment[] pair(PageChange change, long first, long second) {
    MemorySegment lower = change.page(Math.min(first, second));
    MemorySegment higher = change.page(Math.max(first, second));
    return first < second
        ? new MemorySegment[] {lower, higher}
        : new MemorySegment[] {higher, lower};
  }

  private void requireSplittable(long pageId, MemorySegment page, @Nullable Long ifMatch) {
    PageAccess.requireChangeable(disk, pageId);
    PageAccess.requireLsn(pageId, page, ifMatch);
    if (Slotted.of(pageId, page).recordCount() < 2) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "page %d has fewer than two records: there is nothing to split".formatted(pageId))
          .with("field", "page_id")
          .with("page_id", pageId);
    }
  }
}
