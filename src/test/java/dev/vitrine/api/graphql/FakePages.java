package dev.vitrine.api.graphql;

import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.ChecksumReport;
import dev.vitrine.engine.CompactionResult;
import dev.vitrine.engine.FreeSpace;
import dev.vitrine.engine.MergeAdvice;
import dev.vitrine.engine.MergeResult;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.PageListing;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.PageSummary;
import dev.vitrine.engine.RecordData;
import dev.vitrine.engine.RecordMove;
import dev.vitrine.engine.RecordMove.Handle;
import dev.vitrine.engine.RecordRef;
import dev.vitrine.engine.SplitAdvice;
import dev.vitrine.engine.SplitResult;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages 1 and 2 exist at LSN 7 with one record in slot 0; page 3 is owned; no other page is. */
final class FakePages implements PageOperations {

  static final long LSN = 7;
  static final byte[] RECORD = {72, 101, 108, 108, 111};

  @Override
  public PageInfo createPage() {
    return info(1);
  }

  @Override
  public PageInfo loadPage(long pageId, byte[] image, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    if (image.length != 4096) {
      throw new EngineException(ErrorCode.PAGE_IMAGE_INVALID, "a page has 4096 bytes")
          .with("image_bytes", image.length);
    }
    return info(pageId);
  }

  @Override
  public PageInfo markPageDirty(long pageId, @Nullable Long ifMatch) {
    return change(pageId, ifMatch);
  }

  @Override
  public PageInfo resetPage(long pageId, @Nullable Long ifMatch) {
    return change(pageId, ifMatch);
  }

  @Override
  public ChecksumReport verifyPageChecksum(long pageId) {
    find(pageId);
    return new ChecksumReport(pageId, 4294967295L, 1, false, CacheState.NONE);
  }

  @Override
  public ChecksumReport updatePageChecksum(long pageId, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    return new ChecksumReport(pageId, 1, 1, true, CacheState.DIRTY);
  }

  @Override
  public RecordRef insertRecord(long pageId, byte[] record, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    if (record.length > 4000) {
      throw new EngineException(ErrorCode.PAGE_FULL, "the record does not fit")
          .with("page_id", pageId)
          .with("max_record_bytes", 4000);
    }
    return new RecordRef(pageId, 1, record.length, LSN + 1);
  }

  @Override
  public RecordData getRecord(long pageId, int slot) {
    find(pageId);
    slot(pageId, slot);
    return new RecordData(pageId, slot, pageId == 2 ? new byte[] {-1} : RECORD, LSN);
  }

  @Override
  public RecordRef deleteRecord(long pageId, int slot, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    slot(pageId, slot);
    return new RecordRef(pageId, slot, RECORD.length, LSN + 1);
  }

  @Override
  public RecordRef updateRecord(long pageId, int slot, byte[] record, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    slot(pageId, slot);
    return new RecordRef(pageId, slot, record.length, LSN + 1);
  }

  @Override
  public CompactionResult compactPage(long pageId, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    return new CompactionResult(pageId, 12, 3000, LSN + 1);
  }

  @Override
  public FreeSpace getPageFreeSpace(long pageId) {
    find(pageId);
    return new FreeSpace(pageId, 3000, 12, 2996, 4000, 0.25, LSN);
  }

  @Override
  public SplitAdvice adviseSplit(long pageId, double threshold) {
    find(pageId);
    return new SplitAdvice(pageId, 0.25 > threshold, 0.25, threshold, "a quarter is used");
  }

  @Override
  public SplitResult splitPage(long pageId, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    return new SplitResult(pageId, 9, List.of(move(pageId, 0, 9, 4)), LSN + 1);
  }

  @Override
  public MergeAdvice adviseMerge(long pageId, long withPageId, double threshold) {
    find(pageId);
    find(withPageId);
    return new MergeAdvice(pageId, withPageId, true, 0.25, 0.25, 0.5, threshold, "they fit");
  }

  @Override
  public MergeResult mergePages(long pageId, long withPageId, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
    change(withPageId, null);
    return new MergeResult(pageId, withPageId, List.of(move(withPageId, 0, pageId, 1)), LSN + 1);
  }

  @Override
  public PageInfo getPage(long pageId) {
    if (pageId == 13) {
      throw new IllegalStateException("secret: disk at /dev/sda, password hunter2");
    }
    return find(pageId);
  }

  @Override
  public PageListing listPages(long afterId, int limit) {
    return new PageListing(
        List.of(new PageSummary(afterId + 2, "slotted", CacheState.CLEAN, limit)),
        afterId == -1 ? 1 : -1);
  }

  @Override
  public void deletePage(long pageId, @Nullable Long ifMatch) {
    change(pageId, ifMatch);
  }

  static PageInfo find(long pageId) {
    if (pageId < 1 || pageId > 3) {
      throw new EngineException(ErrorCode.PAGE_NOT_FOUND, "there is no page " + pageId)
          .with("page_id", pageId);
    }
    return info(pageId);
  }

  static PageInfo change(long pageId, @Nullable Long ifMatch) {
    PageInfo page = find(pageId);
    if (pageId == 3) {
      throw new EngineException(ErrorCode.PAGE_OWNED, "the page belongs to a table");
    }
    if (ifMatch != null && ifMatch != LSN) {
      throw new EngineException(ErrorCode.PRECONDITION_FAILED, "the page is at LSN " + LSN)
          .with("lsn", LSN);
    }
    return page;
  }

  private static PageInfo info(long pageId) {
    return new PageInfo(
        pageId, "slotted", 0, 4096, LSN, 4294967295L, 2, 1, 3012, CacheState.DIRTY, 1);
  }

  private static void slot(long pageId, int slot) {
    if (slot != 0) {
      throw new EngineException(ErrorCode.RECORD_NOT_FOUND, "the slot is empty")
          .with("page_id", pageId)
          .with("slot", slot);
    }
  }

  private static RecordMove move(long fromPage, int fromSlot, long toPage, int toSlot) {
    return new RecordMove(new Handle(fromPage, fromSlot), new Handle(toPage, toSlot));
  }
}
