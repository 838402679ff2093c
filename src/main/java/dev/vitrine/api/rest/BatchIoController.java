package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_DIRTY;
import static dev.vitrine.api.ProblemCode.PAGE_IMAGE_INVALID;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.PAGE_PINNED;
import static dev.vitrine.api.ProblemCode.QUEUE_FULL;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.CACHED_LIST;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.VitrineProperties;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.CoalescedWrite;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.VectoredWriteResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Several stored images at once: vectored, and coalesced. */
@RestController
@RequestMapping(path = Replies.BASE + "/io", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "io")
final class BatchIoController {

  private final BatchOperations batch;
  private final EngineCalls calls;
  private final int pageBytes;

  BatchIoController(BatchOperations batch, EngineCalls calls, VitrineProperties properties) {
    this.batch = batch;
    this.calls = calls;
    this.pageBytes = properties.pageBytes();
  }

  @PostMapping(
      path = "/vectored-read",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Read several stored images",
      description =
          "At most 256 pages, adjacent ones with one device call. The images follow each other in "
              + "the order asked for, raw, or as JSON with base64 when the client accepts "
              + "application/json.")
  @Answers(
      success = "The images.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE},
      headers = {CACHED_LIST})
  Mono<ResponseEntity<PageImagesView>> readPagesVectored(@RequestBody PageIdsBody body) {
    return calls
        .call(() -> PageImagesView.of(batch.readPagesVectored(body.pageIds())))
        .map(images ->
            ResponseEntity.ok().header(CACHED_LIST.headerName(), images.cached()).body(images));
  }

  @PostMapping(
      path = "/vectored-write",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Write several stored images",
      description =
          "At most 256 full page images of different pages: raw, one after the other, with their "
              + "ids in page_ids; or in JSON. All of them are on stable storage when this answers, "
              + "under one LSN; a refusal writes none. The body may be as large as 256 pages in "
              + "base64, whatever vitrine.max-body says.")
  @Answers(
      success = "The pages, the bytes written, and their LSN.",
      problems = {
        PAGE_NOT_FOUND,
        PAGE_OWNED,
        READ_ONLY,
        PAGE_PINNED,
        PAGE_DIRTY,
        PAGE_IMAGE_INVALID,
        DISK_FULL
      })
  Mono<VectoredWriteResult> writePagesVectored(
      @Parameter(
              description =
                  "The pages of a raw body, in its order, separated by commas; not with JSON.",
              example = "2,3,4")
          @RequestParam(name = PageIds.LIST, required = false)
          @Nullable String pageIds,
      @RequestBody PageWritesBody body) {
    return calls.call(() -> batch.writePagesVectored(body.writes(pageIds, pageBytes)));
  }

  @PutMapping(
      path = "/coalesced/pages/{id}",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Write a stored image with its neighbours",
      description =
          "Accepts a full page image, raw or as base64 in JSON. Every read sees it at once; it "
              + "goes to the device within moments, together with others, and is stable after the "
              + "next flushCoalescedWrites or flushWrites.")
  @Answers(
      success = "Accepted, with the page's new LSN and how many images wait.",
      problems = {
        PAGE_NOT_FOUND,
        PAGE_OWNED,
        READ_ONLY,
        PAGE_PINNED,
        PAGE_DIRTY,
        PAGE_IMAGE_INVALID,
        QUEUE_FULL
      },
      headers = {ETAG})
  Mono<ResponseEntity<CoalescedWrite>> writePageCoalesced(
      @PageId @PathVariable long id, @RequestBody ByteBody body, IfMatch ifMatch) {
    return calls
        .call(() -> batch.writePageCoalesced(id, body.data(), ifMatch.lsn()))
        .map(write -> ResponseEntity.accepted().eTag(Replies.tag(write.lsn())).body(write));
  }

  @PostMapping("/coalesced/flush")
  @Operation(
      summary = "Write what waits to be coalesced",
      description =
          "Every image accepted before, queued ones included, is on stable storage when this "
              + "answers.")
  @Answers(
      success = "What was written, and how long the device took (microseconds).",
      problems = {READ_ONLY, DISK_FULL})
  Mono<FlushReport> flushCoalescedWrites() {
    return calls.call(batch::flushCoalescedWrites);
  }
}
