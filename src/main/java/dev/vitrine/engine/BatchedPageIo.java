package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BatchedPages;
import dev.vitrine.engine.buffer.CoalescingWriter;
import dev.vitrine.engine.buffer.StoredPages;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectored and coalesced I/O. */
final class BatchedPageIo implements BatchOperations {

  private final OperationGate gate;
  private final DiskManager disk;
  private final BatchedPages pages;
  private final CoalescingWriter writer;
  private final AsyncPageIo async;

  BatchedPageIo(
      OperationGate gate,
      DiskManager disk,
      BatchedPages pages,
      CoalescingWriter writer,
      AsyncPageIo async) {
    this.gate = gate;
    this.disk = disk;
    this.pages = pages;
    this.writer = writer;
    this.async = async;
  }

  @Override
  public List<PageImage> readPagesVectored(List<Long> pageIds) {
    return gate.in(() -> {
      List<StoredPages.Image> images = pages.readVectored(pageIds);
      List<PageImage> answer = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        answer.add(PageImage.of(pageIds.get(i), images.get(i)));
      }
      return answer;
    });
  }

  @Override
  public VectoredWriteResult writePagesVectored(List<PageWrite> writes) {
    Map<Long, byte[]> images = new LinkedHashMap<>();
    for (PageWrite write : writes) {
      if (images.put(write.pageId(), write.image()) != null) {
        throw new EngineException(
                ErrorCode.INVALID_REQUEST, "page " + write.pageId() + " is named twice")
            .with("field", "pages")
            .with("page_id", write.pageId());
      }
    }
    return gate.in(() -> {
      long lsn = pages.writeVectored(images);
      long bytes = (long) images.size() * disk.pageSizeBytes();
      return new VectoredWriteResult(List.copyOf(images.keySet()), bytes, lsn);
    });
  }

  @Override
  public CoalescedWrite writePageCoalesced(long pageId, byte[] image, @Nullable Long ifMatch) {
    return gate.in(() -> {
      long lsn = pages.coalesce(pageId, image, ifMatch);
      writer.arrived();
      return new CoalescedWrite(pageId, lsn, disk.pending().size());
    });
  }

  @Override
  public FlushReport flushCoalescedWrites() {
    return gate.in(() -> {
      async.awaitWrites();
      int written = pages.flushCoalesced();
      return new FlushReport(written, (long) written * disk.pageSizeBytes(), disk.sync());
    });
  }
}
