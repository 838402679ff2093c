package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.FrameListing;
import dev.vitrine.engine.Lease;
import dev.vitrine.engine.LeasedPage;
import dev.vitrine.engine.PoolStatistics;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Mono;

/** The buffer pool's door: leases, flushes, and a look at the frames. */
@Controller
final class BufferPoolFields {

  private final BufferPoolOperations pool;
  private final EngineCalls calls;

  BufferPoolFields(BufferPoolOperations pool, EngineCalls calls) {
    this.pool = pool;
    this.calls = calls;
  }

  @QueryMapping
  Mono<PoolStatistics> getBufferPool() {
    return calls.call(pool::getBufferPool);
  }

  @QueryMapping
  Mono<FrameListing> frames(@Argument @Nullable Integer limit, @Argument @Nullable String cursor) {
    return calls.call(() ->
        pool.listFrames(
            Math.toIntExact(ListPart.after(cursor, Integer.MAX_VALUE)), ListPart.limit(limit)));
  }

  @SchemaMapping(typeName = "FrameList")
  @Nullable String nextCursor(FrameListing listing) {
    return ListPart.next(listing.nextAfter());
  }

  @QueryMapping
  Mono<LeasedPage> lease(@Argument String leaseId) {
    return calls.call(() -> pool.getLease(leaseId));
  }

  @MutationMapping
  Mono<Lease> pinPage(@Argument long pageId) {
    return calls.call(() -> pool.pinPage(pageId));
  }

  @MutationMapping
  Mono<Lease> newPage() {
    return calls.call(pool::newPage);
  }

  @MutationMapping
  Mono<Lease> renewLease(@Argument String leaseId) {
    return calls.call(() -> pool.renewLease(leaseId));
  }

  @MutationMapping
  Mono<Boolean> unpinPage(@Argument String leaseId, @Argument boolean dirty) {
    return calls.run(() -> pool.unpinPage(leaseId, dirty)).thenReturn(true);
  }

  @MutationMapping
  Mono<FlushReport> flushPage(@Argument long pageId) {
    return calls.call(() -> pool.flushPage(pageId));
  }

  @MutationMapping
  Mono<FlushReport> flushAllPages() {
    return calls.call(pool::flushAllPages);
  }
}
