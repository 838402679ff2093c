package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.AsyncOperation;
import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.IoPriority;
import dev.vitrine.engine.ProcessedOperations;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Reads and writes that are queued by priority and answered before they are done. */
@Controller
final class AsyncIoFields {

  private final AsyncOperations async;
  private final EngineCalls calls;

  AsyncIoFields(AsyncOperations async, EngineCalls calls) {
    this.async = async;
    this.calls = calls;
  }

  @QueryMapping
  Mono<AsyncOperation> asyncOperation(@Argument String operationId) {
    return calls.call(() -> async.getAsyncOperation(operationId));
  }

  @MutationMapping
  Mono<AsyncOperation> readPageAsync(@Argument long pageId, @Argument IoPriority priority) {
    return calls.call(() -> async.readPageAsync(pageId, priority));
  }

  @MutationMapping
  Mono<AsyncOperation> writePageAsync(
      @Argument long pageId, @Argument byte[] image, @Argument IoPriority priority) {
    return calls.call(() -> async.writePageAsync(pageId, image, priority));
  }

  @MutationMapping
  Mono<ProcessedOperations> processAsyncOperations(@Argument int max) {
    return calls.call(() -> async.processAsyncOperations(max));
  }
}
