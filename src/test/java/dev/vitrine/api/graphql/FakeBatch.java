package dev.vitrine.api.graphql;

import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.CoalescedWrite;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageWrite;
import dev.vitrine.engine.VectoredWriteResult;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of {@link FakePages} as stored; nothing more can wait to be coalesced with page 2. */
final class FakeBatch implements BatchOperations {

  @Override
  public List<PageImage> readPagesVectored(List<Long> pageIds) {
    return pageIds.stream().map(FakeBatch::image).toList();
  }

  private static PageImage image(long pageId) {
    FakePages.find(pageId);
    return new PageImage(pageId, new byte[] {(byte) pageId}, CacheState.CLEAN, FakePages.LSN);
  }

  @Override
  public VectoredWriteResult writePagesVectored(List<PageWrite> writes) {
    writes.forEach(write -> FakePages.change(write.pageId(), null));
    return new VectoredWriteResult(
        writes.stream().map(PageWrite::pageId).toList(),
        writes.stream().mapToLong(write -> write.image().length).sum(),
        FakePages.LSN + 1);
  }

  @Override
  public CoalescedWrite writePageCoalesced(long pageId, byte[] image, @Nullable Long ifMatch) {
    FakePages.change(pageId, ifMatch);
    if (pageId == 2) {
      throw new EngineException(ErrorCode.QUEUE_FULL, "256 images wait already");
    }
    return new CoalescedWrite(pageId, FakePages.LSN + 1, image.length);
  }

  @Override
  public FlushReport flushCoalescedWrites() {
    return new FlushReport(3, 12288, 170);
  }
}
