package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_DIRTY;
import static dev.vitrine.api.ProblemCode.PAGE_IMAGE_INVALID;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.PAGE_PINNED;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.CACHED;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.PageInfo;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Stored page images: read, written, allocated, made stable. */
@RestController
@RequestMapping(path = Replies.BASE + "/io", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
    name = "io",
    description =
        "Stored images, below the buffer pool but coherent with it, and what the disk does.")
final class IoController {

  private final IoOperations io;
  private final EngineCalls calls;
  private final StateReads reads;

  IoController(IoOperations io, EngineCalls calls, StateReads reads) {
    this.io = io;
    this.calls = calls;
    this.reads = reads;
  }

  @GetMapping(
      path = "/pages/{id}",
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Read a stored image",
      description =
          "The bytes on the device, raw, or JSON with base64 when the client accepts "
              + "application/json. A newer version may be in the buffer pool: see Vitrine-Cached.")
  @Answers(
      success = "The image.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE},
      headers = {ETAG, CACHED})
  Mono<ResponseEntity<PageImageView>> readPage(@PageId @PathVariable long id) {
    return calls.call(() -> PageImageView.of(io.readPage(id))).map(Replies::image);
  }

  @PutMapping(
      path = "/pages/{id}",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Write a stored image",
      description =
          "The body is a full page image, raw or as base64 in JSON; it is on stable storage "
              + "when this answers, and the page's frame is dropped. A pinned or dirty page is "
              + "refused. To try it out: read an image with readPage, change it, send it.")
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
        DISK_FULL
      },
      headers = {ETAG})
  Mono<ResponseEntity<PageInfo>> writePage(
      @PageId @PathVariable long id, @RequestBody ByteBody body, IfMatch ifMatch) {
    return calls
        .call(() -> io.writePage(id, body.data(), ifMatch.lsn()))
        .map(page -> Replies.ok(page, page.lsn()));
  }

  @PostMapping("/pages")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Allocate a raw page",
      description = "A header and a payload of zeros, without a slot directory.")
  @Answers(
      success = "Allocated.",
      problems = {DISK_FULL, READ_ONLY},
      headers = {LOCATION, ETAG})
  Mono<ResponseEntity<PageInfo>> allocatePage() {
    return calls
        .call(io::allocatePage)
        .map(page -> Replies.created("/pages/" + page.pageId(), page, page.lsn()));
  }

  @PostMapping("/flush")
  @Operation(
      summary = "Make writes stable",
      description =
          "Every completed write, and every queued or coalesced one accepted before, is on stable "
              + "storage when this answers. Dirty frames stay "
              + "dirty.")
  @Answers(
      success = "What was written, and how long the device took (microseconds).",
      problems = {READ_ONLY})
  Mono<FlushReport> flushWrites() {
    return calls.call(io::flushWrites);
  }

  @GetMapping("/pages")
  @Operation(
      summary = "Count pages",
      description = "Pages in use, freed pages, and the length of the page file.")
  @Answers(success = "The counts.")
  Mono<PageCountView> countPages() {
    return reads.read(EventFamily.PAGE, cursor -> new PageCountView(io.countPages(), cursor));
  }

  @PostMapping(
      path = "/checksum",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Checksum of any bytes",
      description = "CRC32C (Castagnoli) of the body, raw or as base64 in JSON. Stores nothing.")
  @Answers(success = "The checksum.")
  Mono<ChecksumView> computeChecksum(@RequestBody ByteBody body) {
    return calls.call(() -> new ChecksumView(io.computeChecksum(body.data()), body.data().length));
  }
}
