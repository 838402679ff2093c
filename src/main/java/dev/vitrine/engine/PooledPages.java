package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SlottedPage;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.PageEvent.PageCompacted;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages and records through the buffer pool: each operation is one read guard or one change. */
final class PooledPages implements PageOperations {

  /** The owner in the header of pages that this API created. */
  static final long PAGE_API = 0;

  private final OperationGate gate;
  private final DiskManager disk;
  private final BufferPool pool;
  private final PageAllocator allocator;
  private final StoredPages stored;
  private final PageInspection inspection;
  private final PageReorganizer reorganizer;

  PooledPages(
      OperationGate gate,
      DiskManager disk,
      BufferPool pool,
      PageAllocator allocator,
      StoredPages stored,
      PageInspection inspection) {
    this.gate = gate;
    this.disk = disk;
    this.pool = pool;
    this.allocator = allocator;
    this.stored = stored;
    this.inspection = inspection;
    this.reorganizer = new PageReorganizer(disk, pool);
  }

  @Override
  public PageInfo createPage() {
    return gate.in(() -> {
      byte[] created = allocator.createCached(PageType.SLOTTED, PAGE_API);
      return inspection.info(MemorySegment.ofArray(created), CacheState.CLEAN, 0);
    });
  }

  @Override
  public PageInfo loadPage(long pageId, byte[] image, @Nullable Long ifMatch) {
    try {
      return replace(pageId, image, ifMatch);
    } catch (EngineException e) {
      if (e.code() != ErrorCode.CHECKSUM_FAILURE || ifMatch != null) {
        throw e;
      }
      return replaceDamaged(pageId, image);
    }
  }

  /** There is nothing to read it into a frame for. */
  private PageInfo replaceDamaged(long pageId, byte[] image) {
    return gate.in(() -> {
      byte[] written = stored.write(pageId, image, null);
      return inspection.info(MemorySegment.ofArray(written), CacheState.NONE, 0);
    });
  }

  private PageInfo replace(long pageId, byte[] image, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          PageType type = PageHeader.type(page);
          StoredPages.prepare(page, pageId, type, image);
          change.commit();
          return inspection.info(page, change.pins(pageId));
        });
  }

  @Override
  public PageInfo markPageDirty(long pageId, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          change.commitUnchanged();
          return inspection.info(page, change.pins(pageId));
        });
  }

  @Override
  public PageInfo resetPage(long pageId, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          PageHeader.format(page, pageId, PageHeader.type(page), PageHeader.owner(page));
          change.commit();
          return inspection.info(page, change.pins(pageId));
        });
  }

  @Override
  public ChecksumReport verifyPageChecksum(long pageId) {
    return gate.in(() -> inspection.checksum(pageId));
  }

  @Override
  public ChecksumReport updatePageChecksum(long pageId, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          change.commit();
          long checksum = PageHeader.checksum(page);
          return new ChecksumReport(pageId, checksum, checksum, true, CacheState.DIRTY);
        });
  }

  @Override
  public RecordRef insertRecord(long pageId, byte[] record, @Nullable Long ifMatch) {
    requireFitsAnyPage(record);
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          SlottedPage slotted = Slotted.of(pageId, page);
          int holes = slotted.fragmentedBytes();
          int slot = slotted.insert(record);
          if (slot == SlottedPage.FULL) {
            throw Slotted.full(pageId, slotted.maxRecordBytes(), record.length);
          }
          if (holes > 0 && slotted.fragmentedBytes() == 0) {
            change.emit(new PageCompacted(pageId, holes, EventClock.nowMicros()));
          }
          return new RecordRef(pageId, slot, record.length, change.commit());
        });
  }

  @Override
  public RecordData getRecord(long pageId, int slot) {
    return reading(
        pageId,
        page -> {
          SlottedPage slotted = Slotted.of(pageId, page);
          Slotted.requireRecord(pageId, slotted, slot);
          return new RecordData(pageId, slot, slotted.get(slot), PageHeader.lsn(page));
        });
  }

  @Override
  public RecordRef deleteRecord(long pageId, int slot, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          SlottedPage slotted = Slotted.of(pageId, page);
          Slotted.requireRecord(pageId, slotted, slot);
          int length = slotted.length(slot);
          slotted.delete(slot);
          return new RecordRef(pageId, slot, length, change.commit());
        });
  }

  @Override
  public RecordRef updateRecord(long pageId, int slot, byte[] record, @Nullable Long ifMatch) {
    requireFitsAnyPage(record);
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          SlottedPage slotted = Slotted.of(pageId, page);
          Slotted.requireRecord(pageId, slotted, slot);
          int oldLength = slotted.length(slot);
          int holes = slotted.fragmentedBytes() + oldLength;
          int maxBytes = slotted.freeBytes() + oldLength;
          if (slotted.update(slot, record) == SlottedPage.FULL) {
            throw Slotted.full(pageId, maxBytes, record.length);
          }
          if (record.length > oldLength && holes > 0 && slotted.fragmentedBytes() == 0) {
            change.emit(new PageCompacted(pageId, holes, EventClock.nowMicros()));
          }
          return new RecordRef(pageId, slot, record.length, change.commit());
        });
  }

  @Override
  public CompactionResult compactPage(long pageId, @Nullable Long ifMatch) {
    return changing(
        pageId,
        ifMatch,
        (change, page) -> {
          SlottedPage slotted = Slotted.of(pageId, page);
          int reclaimed = slotted.compact();
          change.emit(new PageCompacted(pageId, reclaimed, EventClock.nowMicros()));
          return new CompactionResult(pageId, reclaimed, slotted.freeBytes(), change.commit());
        });
  }

  @Override
  public FreeSpace getPageFreeSpace(long pageId) {
    return reading(pageId, page -> Slotted.freeSpace(pageId, page));
  }

  @Override
  public SplitAdvice adviseSplit(long pageId, double threshold) {
    return reading(
        pageId, page -> SplitAdvisor.advise(pageId, Slotted.of(pageId, page), threshold));
  }

  @Override
  public SplitResult splitPage(long pageId, @Nullable Long ifMatch) {
    return gate.in(() -> reorganizer.split(pageId, ifMatch));
  }

  @Override
  public MergeAdvice adviseMerge(long pageId, long withPageId, double threshold) {
    FreeSpace first = getPageFreeSpace(pageId);
    FreeSpace second = getPageFreeSpace(withPageId);
    return MergeAdvisor.advise(first, second, threshold);
  }

  @Override
  public MergeResult mergePages(long pageId, long withPageId, @Nullable Long ifMatch) {
    return gate.in(() -> reorganizer.merge(pageId, withPageId, ifMatch));
  }

  @Override
  public PageInfo getPage(long pageId) {
    return gate.in(() -> inspection.info(pageId));
  }

  @Override
  public PageListing listPages(long afterId, int limit) {
    return gate.in(() -> inspection.list(afterId, limit));
  }

  @Override
  public void deletePage(long pageId, @Nullable Long ifMatch) {
    gate.run(() -> allocator.free(pageId, ifMatch));
  }

  private interface Change<T> {
    T apply(PageChange change, MemorySegment page);
  }

  private <T> T changing(long pageId, @Nullable Long ifMatch, Change<T> action) {
    return gate.in(() -> {
      PageAccess.requireChangeable(disk, pageId);
      PageChange change = pool.change();
      T result;
      try (change) {
        MemorySegment page = change.page(pageId);
        // Once more: it may have been freed while we waited for its latch.
        PageAccess.requireChangeable(disk, pageId);
        PageAccess.requireLsn(pageId, page, ifMatch);
        result = action.apply(change, page);
      }
      change.awaitAcknowledgeable();
      return result;
    });
  }

  private <T> T reading(long pageId, Function<MemorySegment, T> action) {
    return gate.in(() -> {
      PageAccess.requireExisting(disk, pageId);
      return pool.view(
          pageId,
          page -> {
            // Once more: it may have been freed while we waited for it.
            PageAccess.requireExisting(disk, pageId);
            return action.apply(page);
          });
    });
  }

  private void requireFitsAnyPage(byte[] record) {
    int max = SlottedPage.maxRecordBytes(disk.pageSizeBytes());
    if (record.length > max) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "a record of %d bytes fits on no page; at most %d do".formatted(record.length, max))
          .with("field", "record")
          .with("record_bytes", record.length)
          .with("max_record_bytes", max);
    }
  }
}
