package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.IoStatistics;
import dev.vitrine.engine.Iops;
import dev.vitrine.engine.PageCount;
import dev.vitrine.engine.PageImage;
import dev.vitrine.engine.PageInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** The disk manager's door: stored images and disk statistics. */
@Controller
final class IoFields {

  private final IoOperations io;
  private final EngineCalls calls;

  IoFields(IoOperations io, EngineCalls calls) {
    this.io = io;
    this.calls = calls;
  }

  @QueryMapping
  Mono<PageImage> readPage(@Argument long pageId) {
    return calls.call(() -> io.readPage(pageId));
  }

  @QueryMapping
  Mono<PageCount> countPages() {
    return calls.call(io::countPages);
  }

  @QueryMapping
  Mono<IoStatistics> getIoStats() {
    return calls.call(io::getIoStats);
  }

  @QueryMapping
  Mono<Long> computeChecksum(@Argument byte[] bytes) {
    return calls.call(() -> io.computeChecksum(bytes));
  }

  @QueryMapping
  Mono<Iops> getIops(@Argument int seconds) {
    return calls.call(
        () -> io.getIops(Ranges.whole("seconds", seconds, 1, Limits.WINDOW_SECONDS_MAX)));
  }

  @MutationMapping
  Mono<PageInfo> writePage(
      @Argument long pageId, @Argument byte[] image, @Argument @Nullable Long ifMatch) {
    return calls.call(() -> io.writePage(pageId, image, ifMatch));
  }

  @MutationMapping
  Mono<PageInfo> allocatePage() {
    return calls.call(io::allocatePage);
  }

  @MutationMapping
  Mono<FlushReport> flushWrites() {
    return calls.call(io::flushWrites);
  }

  @MutationMapping
  Mono<Boolean> resetIoStats() {
    return calls.run(io::resetIoStats).thenReturn(true);
  }
}
