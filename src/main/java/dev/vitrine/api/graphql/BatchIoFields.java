package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.CoalescedWrite;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageWrite;
import dev.vitrine.engine.VectoredWriteResult;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Several stored images at once: vectored, and coalesced. */
@Controller
final class BatchIoFields {

  private final BatchOperations batch;
  private final EngineCalls calls;

  BatchIoFields(BatchOperations batch, EngineCalls calls) {
    this.batch = batch;
    this.calls = calls;
  }

  @QueryMapping
  Mono<List<PageImage>> readPagesVectored(@Argument List<Long> pageIds) {
    return calls.call(() -> {
      if (pageIds.isEmpty() || pageIds.size() > BatchOperations.VECTOR_PAGES_MAX) {
        throw ProblemException.invalid("pageIds", Limits.VECTOR);
      }
      return batch.readPagesVectored(pageIds);
    });
  }

  @MutationMapping
  Mono<VectoredWriteResult> writePagesVectored(@Argument List<PageWrite> pages) {
    return calls.call(() -> batch.writePagesVectored(pages));
  }

  @MutationMapping
  Mono<CoalescedWrite> writePageCoalesced(
      @Argument long pageId, @Argument byte[] image, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> batch.writePageCoalesced(pageId, image, ifMatch));
  }

  @MutationMapping
  Mono<FlushReport> flushCoalescedWrites() {
    return calls.call(batch::flushCoalescedWrites);
  }
}
