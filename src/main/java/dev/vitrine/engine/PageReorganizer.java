package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageSplitter;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.MergeReason;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import dev.vitrine.event.SplitReason;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves records between two pages, all of them or none. */
final class PageReorganizer {

  private final DiskManager disk;
  private final BufferPool pool;

  PageReorganizer(DiskManager disk, BufferPool pool) {
    this.disk = disk;
    this.pool = pool;
  }

  SplitResult split(long pageId, @Nullable Long ifMatch) {
    PageAccess.requireChangeable(disk, pageId);
    PageChange change = pool.change();
    SplitResult result;
    try (change) {
      MemorySegment page = change.page(pageId);
      requireSplittable(pageId, page, ifMatch);
      PageChange.Created created = change.create(PageType.SLOTTED, PooledPages.PAGE_API);
      SlottedPage from = SlottedPage.of(page);
      SlottedPage to = SlottedPage.of(created.memory());
      List<RecordMove> moved =
          move(pageId, from, created.pageId(), to, PageSplitter.upperHalf(from));
      change.emit(
          new PageSplit(pageId, created.pageId(), SplitReason.REQUESTED, EventClock.nowMicros()));
      result = new SplitResult(pageId, created.pageId(), moved, change.commit());
    }
    change.awaitAcknowledgeable();
    return result;
  }

  /** The second page is freed in the same atom that moves its records. */
  MergeResult merge(long pageId, long withPageId, @Nullable Long ifMatch) {
    if (pageId == withPageId) {
      throw new EngineException(ErrorCode.INVALID_REQUEST, "a page can't be merged with itself")
          .with("field", "with")
          .with("page_id", pageId);
    }
    PageAccess.requireChangeable(disk, pageId);
    PageAccess.requireChangeable(disk, withPageId);
    PageChange change = pool.change();
    MergeResult result;
    try (change) {
      result = moveAll(change, pageId, withPageId, ifMatch);
    }
    change.awaitAcknowledgeable();
    return result;
  }

  private MergeResult moveAll(
      PageChange change, long pageId, long withPageId, @Nullable Long ifMatch) {
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
    change.emit(
        new PageMerged(pageId, withPageId, pageId, MergeReason.REQUESTED, EventClock.nowMicros()));
    change.free(withPageId);
    return new MergeResult(pageId, withPageId, moved, change.commit());
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
