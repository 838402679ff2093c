package dev.vitrine.api.rest;

import dev.vitrine.engine.AsyncOperation;
import dev.vitrine.engine.AsyncOperation.Kind;
import dev.vitrine.engine.AsyncOperation.State;
import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.CacheState;
import dev.vitrine.engine.CoalescedWrite;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.IoPriority;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.PageWrite;
import dev.vitrine.engine.ProcessedOperations;
import dev.vitrine.engine.UringOperations;
import dev.vitrine.engine.VectoredWriteResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link FakeEngine} for many pages, queues and io_uring. */
record FakeBatchEngine(FakeEngine engine)
    implements BatchOperations, AsyncOperations, UringOperations {

  static final String READ = "read-1";
  static final String WRITE = "write-2";

  @Override
  public List<PageImage> readPagesVectored(List<Long> pageIds) {
    List<PageImage> images = pageIds.stream().map(FakeBatchEngine::image).toList();
    return engine.answer(images, "readPagesVectored", pageIds);
  }

  private static PageImage image(long pageId) {
    CacheState[] states = CacheState.values();
    byte[] bytes = {(byte) pageId, 0, (byte) 0xff};
    return new PageImage(pageId, bytes, states[(int) pageId % states.length], 40 + pageId);
  }

  @Override
  public VectoredWriteResult writePagesVectored(List<PageWrite> writes) {
    List<Long> ids = writes.stream().map(PageWrite::pageId).toList();
    List<String> told =
        writes.stream()
            .map(it -> it.pageId() + "=" + it.image()[0] + "*" + it.image().length)
            .toList();
    return engine.answer(new VectoredWriteResult(ids, 8192, 43), "writePagesVectored", told);
  }

  @Override
  public CoalescedWrite writePageCoalesced(long pageId, byte[] image, @Nullable Long ifMatch) {
    return engine.answer(
        new CoalescedWrite(pageId, 43, 6), "writePageCoalesced", pageId, image.length, ifMatch);
  }

  @Override
  public FlushReport flushCoalescedWrites() {
    return engine.answer(FakeEngine.FLUSH, "flushCoalescedWrites");
  }

  @Override
  public AsyncOperation readPageAsync(long pageId, IoPriority priority) {
    return engine.answer(queued(READ, Kind.READ, priority), "readPageAsync", pageId, priority);
  }

  @Override
  public AsyncOperation writePageAsync(long pageId, byte[] image, IoPriority priority) {
    return engine.answer(
        queued(WRITE, Kind.WRITE, priority), "writePageAsync", pageId, image.length, priority);
  }

  private static AsyncOperation queued(String id, Kind kind, IoPriority priority) {
    return new AsyncOperation(id, kind, 5, priority, State.QUEUED, null, null, null, null);
  }

  @Override
  public ProcessedOperations processAsyncOperations(int max) {
    return engine.answer(new ProcessedOperations(7, 1, 3), "processAsyncOperations", max);
  }

  /** The read succeeded, anything else failed. */
  @Override
  public AsyncOperation getAsyncOperation(String id) {
    AsyncOperation read =
        new AsyncOperation(
            id, Kind.READ, 5, IoPriority.HIGH, State.SUCCEEDED, 42L, FakeEngine.BYTES, null, null);
    AsyncOperation failed =
        new AsyncOperation(
            id, Kind.WRITE, 5, IoPriority.LOW, State.FAILED, null, null, "page-pinned", "pinned");
    return engine.answer(id.equals(READ) ? read : failed, "getAsyncOperation", id);
  }

  @Override
  public PageImage readPageUring(long pageId) {
    return engine.answer(
        new PageImage(pageId, FakeEngine.BYTES, CacheState.CLEAN, 42), "readPageUring", pageId);
  }

  @Override
  public PageInfo writePageUring(long pageId, byte[] image, @Nullable Long ifMatch) {
    return engine.answer(
        FakeEngine.page(pageId, 43), "writePageUring", pageId, image.length, ifMatch);
  }
}
