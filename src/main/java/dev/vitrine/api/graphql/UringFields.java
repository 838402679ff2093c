package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.UringOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** Stored page images by way of io_uring. */
@Controller
final class UringFields {

  private final UringOperations uring;
  private final EngineCalls calls;

  UringFields(UringOperations uring, EngineCalls calls) {
    this.uring = uring;
    this.calls = calls;
  }

  @QueryMapping
  Mono<PageImage> readPageUring(@Argument long pageId) {
    return calls.call(() -> uring.readPageUring(pageId));
  }

  @MutationMapping
  Mono<PageInfo> writePageUring(
      @Argument long pageId, @Argument byte[] image, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> uring.writePageUring(pageId, image, ifMatch));
  }
}
