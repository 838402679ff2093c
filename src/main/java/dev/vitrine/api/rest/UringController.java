package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.IO_URING_UNAVAILABLE;
import static dev.vitrine.api.ProblemCode.PAGE_DIRTY;
import static dev.vitrine.api.ProblemCode.PAGE_IMAGE_INVALID;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.PAGE_PINNED;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.CACHED;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.engine.UringOperations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Stored page images by way of io_uring. */
@RestController
@RequestMapping(
    path = Replies.BASE + "/io/uring/pages/{id}",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "io")
final class UringController {

  private final UringOperations uring;
  private final EngineCalls calls;

  UringController(UringOperations uring, EngineCalls calls) {
    this.uring = uring;
    this.calls = calls;
  }

  @GetMapping(
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Read a stored image through io_uring",
      description =
          "As readPage does, but through io_uring; io-uring-unavailable where the kernel or the "
              + "platform refuses it.")
  @Answers(
      success = "The image.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, IO_URING_UNAVAILABLE},
      headers = {ETAG, CACHED})
  Mono<ResponseEntity<PageImageView>> readPageUring(@PageId @PathVariable long id) {
    return calls.call(() -> PageImageView.of(uring.readPageUring(id))).map(Replies::image);
  }

  @PutMapping(
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Write a stored image through io_uring",
      description =
          "As writePage does, but through io_uring; io-uring-unavailable where the kernel or the "
              + "platform refuses it.")
  @Answers(
      success = "The page as it is now.",
      problems = {
        PAGE_NOT_FOUND,
        CHECKSUM_FAILURE,
        PAGE_OWNED,
        READ_ONLY,
        PAGE_PINNED,
        PAGE_DIRTY,
        PAGE_IMAGE_INVALID,
        IO_URING_UNAVAILABLE,
        DISK_FULL
      },
      headers = {ETAG})
  Mono<ResponseEntity<PageInfo>> writePageUring(
      @PageId @PathVariable long id, @RequestBody ByteBody body, IfMatch ifMatch) {
    return calls
        .call(() -> uring.writePageUring(id, body.data(), ifMatch.lsn()))
        .map(page -> Replies.ok(page, page.lsn()));
  }
}
