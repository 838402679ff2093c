package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BatchedPages;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several stored images at once. Coherent with the buffer pool like {@link IoOperations}, whose
 * errors these throw too; a refusal writes nothing.
 *
 * <p>Blocking; any thread.
 */
public interface BatchOperations {

  /** Pages of one vectored operation. */
  int VECTOR_PAGES_MAX = BatchedPages.VECTOR_PAGES_MAX;

  /** Reads 1..256 images, in the order asked for, with one device call for adjacent pages. */
  List<PageImage> readPagesVectored(List<Long> pageIds);

  /** Writes 1..256 images of different pages to stable storage. */
  VectoredWriteResult writePagesVectored(List<PageWrite> writes);

  /** Accepts an image to be written together with its neighbours; {@code queue-full}. */
  CoalescedWrite writePageCoalesced(long pageId, byte[] image, @Nullable Long ifMatch);

  /** Writes every image accepted for coalescing, and makes them stable. */
  FlushReport flushCoalescedWrites();
}
