package dev.vitrine.api.graphql;

import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.IoStatistics;
import dev.vitrine.engine.Iops;
import dev.vitrine.engine.PageCount;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The pages of {@link FakePages} as stored; page 2 is dirty in the pool; the disk is full. */
final class FakeIo implements IoOperations {

  final AtomicInteger resets = new AtomicInteger();

  @Override
  public PageImage readPage(long pageId) {
    FakePages.find(pageId);
    return new PageImage(pageId, new byte[] {1, 2, 3}, CacheState.DIRTY, FakePages.LSN);
  }

  @Override
  public PageInfo writePage(long pageId, byte[] image, @Nullable Long ifMatch) {
    if (pageId == 2) {
      throw new EngineException(ErrorCode.PAGE_DIRTY, "the pool holds a newer version");
    }
    return FakePages.change(pageId, ifMatch);
  }

  @Override
  public PageInfo allocatePage() {
    throw new EngineException(ErrorCode.DISK_FULL, "no room for another page");
  }

  @Override
  public FlushReport flushWrites() {
    return new FlushReport(2, 8192, 150);
  }

  @Override
  public PageCount countPages() {
    return new PageCount(5, 1, 24576);
  }

  @Override
  public IoStatistics getIoStats() {
    return new IoStatistics(10, 20, 10, 20, 3, 40960, 81920, 1.5, 2.5, 1, 2, 3, 4, 5, 6, 7.5);
  }

  @Override
  public void resetIoStats() {
    resets.incrementAndGet();
  }

  @Override
  public long computeChecksum(byte[] bytes) {
    return 3_000_000_000L + bytes.length;
  }

  @Override
  public Iops getIops(int seconds) {
    return new Iops(seconds, 30, 10, 20);
  }
}
