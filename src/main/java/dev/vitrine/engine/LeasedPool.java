package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.LeaseTable;
import dev.vitrine.engine.buffer.PageAccess;
import dev.vitrine.engine.buffer.PageAllocator;
import dev.vitrine.engine.buffer.PageChange;
import dev.vitrine.engine.buffer.PageFlusher;
import dev.vitrine.engine.buffer.PoolInspector;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.FlushCause;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The buffer pool's door for clients. */
final class LeasedPool implements BufferPoolOperations {

  private final OperationGate gate;
  private final DiskManager disk;
  private final BufferPool pool;
  private final PageAllocator allocator;
  private final LeaseTable leases;
  private final PoolInspector inspector;

  LeasedPool(
      OperationGate gate,
      DiskManager disk,
      BufferPool pool,
      PageAllocator allocator,
      LeaseTable leases) {
    this.gate = gate;
    this.disk = disk;
    this.pool = pool;
    this.allocator = allocator;
    this.leases = leases;
    this.inspector = new PoolInspector(pool);
  }

  @Override
  public Lease pinPage(long pageId) {
    return gate.in(() -> {
      PageAccess.requireExisting(disk, pageId);
      return lease(leases.pin(pageId));
    });
  }

  @Override
  public Lease newPage() {
    return gate.in(() -> {
      return lease(leases.pinNew(this::createPage));
    });
  }

  private long createPage() {
    byte[] created = allocator.createCached(PageType.SLOTTED, PooledPages.PAGE_API);
    return PageHeader.pageId(MemorySegment.ofArray(created));
  }

  @Override
  public LeasedPage getLease(String leaseId) {
    return gate.in(
        () -> new LeasedPage(lease(leases.get(leaseId)), leases.version(leaseId).clone()));
  }

  @Override
  public Lease renewLease(String leaseId) {
    return gate.in(() -> lease(leases.renew(leaseId)));
  }

  @Override
  public void unpinPage(String leaseId, boolean dirty) {
    gate.run(() -> {
      if (dirty) {
        markDirty(leases.get(leaseId).pageId());
      }
      leases.unpin(leaseId);
    });
  }

  @Override
  public FlushReport flushPage(long pageId) {
    return gate.in(() -> {
      PageAccess.requireExisting(disk, pageId);
      long bytes = pool.flusher().flush(pageId, FlushCause.REQUEST);
      return new FlushReport(bytes == 0 ? 0 : 1, bytes, disk.sync());
    });
  }

  @Override
  public FlushReport flushAllPages() {
    return gate.in(() -> flushAll(FlushCause.REQUEST));
  }

  /**
   * Writes every dirty page in page order, and makes them stable. A page that can't be written does
   * not keep the others from it; it is told afterwards.
   */
  FlushReport flushAll(FlushCause cause) {
    PageFlusher.Result result = pool.flusher().flushEach(pool.flusher().dirtyPages(), cause);
    long syncLatencyUs = disk.sync();
    if (result.failure() != null) {
      throw result.failure();
    }
    return new FlushReport(result.pages(), result.bytes(), syncLatencyUs);
  }

  @Override
  public PoolStatistics getBufferPool() {
    return gate.in(() -> {
      PoolInspector.Counts counts = inspector.counts();
      return new PoolStatistics(
          disk.pageSizeBytes(),
          counts.totalFrames(),
          counts.usedFrames(),
          counts.totalFrames() - counts.usedFrames(),
          counts.dirtyFrames(),
          counts.pinnedFrames(),
          leases.size(),
          leases.leasesMax(),
          counts.hits(),
          counts.misses(),
          counts.hitRate(),
          counts.evictions(),
          counts.flushes(),
          counts.policy());
    });
  }

  @Override
  public FrameListing listFrames(int afterFrame, int limit) {
    return gate.in(() -> {
      List<FrameInfo> frames =
          inspector.frames(afterFrame, limit).stream().map(LeasedPool::frame).toList();
      return new FrameListing(frames, frames.size() < limit ? -1 : frames.getLast().frame());
    });
  }

  private void markDirty(long pageId) {
    PageAccess.requireChangeable(disk, pageId);
    try (PageChange change = pool.change()) {
      change.page(pageId);
      change.commitUnchanged();
    }
  }

  private static FrameInfo frame(PoolInspector.View view) {
    return new FrameInfo(
        view.frame(),
        view.pageId(),
        view.dirty(),
        view.pins(),
        view.lsn(),
        view.lastAccess(),
        view.kthAccess());
  }

  private static Lease lease(LeaseTable.Held held) {
    return new Lease(held.id(), held.pageId(), held.lsn(), held.hit(), held.expiresAt());
  }
}
