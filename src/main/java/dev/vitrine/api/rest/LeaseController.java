package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.STALE_LEASE;
import static dev.vitrine.api.ProblemCode.TOO_MANY_LEASES;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.Lease;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Pins given to clients for a while. */
@RestController
@RequestMapping(path = Replies.BASE + "/buffer-pool", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
    name = "buffer-pool",
    description = "Leases on cached pages, flushes, and a look at the frames.")
final class LeaseController {

  private final BufferPoolOperations pool;
  private final EngineCalls calls;

  LeaseController(BufferPoolOperations pool, EngineCalls calls) {
    this.pool = pool;
    this.calls = calls;
  }

  @PostMapping("/pages/{id}/pins")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Pin a page",
      description =
          "Fetches the page and gives a lease on its current version. The lease ends by "
              + "itself unless renewed; an end never marks the page dirty.")
  @Answers(
      success = "The lease.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, TOO_MANY_LEASES},
      headers = {LOCATION, ETAG})
  Mono<ResponseEntity<Lease>> pinPage(@PageId @PathVariable long id) {
    return calls.call(() -> pool.pinPage(id)).map(LeaseController::created);
  }

  @PostMapping("/pages")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Create a pinned page",
      description = "An empty slotted page with a lease on it.")
  @Answers(
      success = "The lease.",
      problems = {TOO_MANY_LEASES, DISK_FULL, READ_ONLY},
      headers = {LOCATION, ETAG})
  Mono<ResponseEntity<Lease>> newPage() {
    return calls.call(pool::newPage).map(LeaseController::created);
  }

  @GetMapping(
      path = "/pins/{lease}",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
  @Operation(
      summary = "Read a leased page",
      description =
          "The lease and, in base64, the page version it holds; the bytes alone when the "
              + "client accepts application/octet-stream.")
  @Answers(
      success = "The lease and its page.",
      problems = {STALE_LEASE},
      headers = {ETAG})
  Mono<ResponseEntity<LeasedPageView>> getLease(
      @Parameter(description = "The lease's id, from the pin.") @PathVariable String lease) {
    return calls
        .call(() -> LeasedPageView.of(pool.getLease(lease)))
        .map(leased -> Replies.ok(leased, leased.lease().lsn()));
  }

  @PutMapping("/pins/{lease}")
  @Operation(summary = "Renew a lease", description = "Starts its time anew.")
  @Answers(
      success = "The lease.",
      problems = {STALE_LEASE},
      headers = {ETAG})
  Mono<ResponseEntity<Lease>> renewLease(
      @Parameter(description = "The lease's id, from the pin.") @PathVariable String lease) {
    return calls
        .call(() -> pool.renewLease(lease))
        .map(renewed -> Replies.ok(renewed, renewed.lsn()));
  }

  @DeleteMapping("/pins/{lease}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Unpin a page", description = "Gives the lease back.")
  @Answers(
      success = "Given back.",
      problems = {STALE_LEASE, READ_ONLY})
  Mono<Void> unpinPage(
      @Parameter(description = "The lease's id, from the pin.") @PathVariable String lease,
      @Parameter(description = "Whether to mark the page dirty as the pin goes.")
          @RequestParam(defaultValue = "false")
          boolean dirty) {
    return calls.run(() -> pool.unpinPage(lease, dirty));
  }

  private static ResponseEntity<Lease> created(Lease lease) {
    return Replies.created("/buffer-pool/pins/" + lease.id(), lease, lease.lsn());
  }
}
