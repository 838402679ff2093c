package dev.vitrine.api.graphql;

import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.FrameInfo;
import dev.vitrine.engine.FrameListing;
import dev.vitrine.engine.Lease;
import dev.vitrine.engine.LeasedPage;
import dev.vitrine.engine.PoolStatistics;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The one lease is called L; page 2 can't be pinned any more. */
final class FakePool implements BufferPoolOperations {

  static final Instant EXPIRY = Instant.parse("2026-11-23T20:26:09.000999Z");
  final AtomicReference<String> unpinned = new AtomicReference<>();

  @Override
  public Lease pinPage(long pageId) {
    FakePages.find(pageId);
    if (pageId == 2) {
      throw new EngineException(ErrorCode.TOO_MANY_LEASES, "every lease is given out");
    }
    return lease(pageId);
  }

  @Override
  public Lease newPage() {
    return lease(8);
  }

  @Override
  public LeasedPage getLease(String leaseId) {
    return new LeasedPage(known(leaseId), new byte[] {0});
  }

  @Override
  public Lease renewLease(String leaseId) {
    return known(leaseId);
  }

  @Override
  public void unpinPage(String leaseId, boolean dirty) {
    known(leaseId);
    unpinned.set(leaseId + dirty);
  }

  @Override
  public FlushReport flushPage(long pageId) {
    FakePages.find(pageId);
    return new FlushReport(1, 4096, 99);
  }

  @Override
  public FlushReport flushAllPages() {
    throw new EngineException(ErrorCode.READ_ONLY, "the log failed");
  }

  @Override
  public PoolStatistics getBufferPool() {
    return new PoolStatistics(
        4096, 64, 10, 54, 2, 1, 1, 3, 900, 100, 0.9, 5_000_000_000L, 4, "LRU-2");
  }

  @Override
  public FrameListing listFrames(int afterFrame, int limit) {
    return new FrameListing(
        List.of(new FrameInfo(afterFrame + 1, 1, true, 1, FakePages.LSN, 44, -1)), -1);
  }

  private static Lease known(String leaseId) {
    if (!leaseId.equals("L")) {
      throw new EngineException(ErrorCode.STALE_LEASE, "the lease is over");
    }
    return lease(1);
  }

  private static Lease lease(long pageId) {
    return new Lease("L", pageId, FakePages.LSN, true, EXPIRY);
  }
}
