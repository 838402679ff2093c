package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.PAGE_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.RECORD_NOT_FOUND;
import static dev.vitrine.api.openapi.AnswerHeader.ETAG;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.CompactionResult;
import dev.vitrine.engine.FreeSpace;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.RecordRef;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Records on slotted pages, and the room for them. */
@RestController
@RequestMapping(path = Replies.BASE + "/pages/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "pages", description = "Pages and the records on them, through the buffer pool.")
final class RecordController {

  private final PageOperations pages;
  private final EngineCalls calls;

  RecordController(PageOperations pages, EngineCalls calls) {
    this.pages = pages;
    this.calls = calls;
  }

  @PostMapping(
      path = "/records",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Insert a record",
      description =
          "The body is the record (0 bytes and more), raw or as base64 in JSON. Its slot is "
              + "a handle that survives updates and compaction.")
  @Answers(
      success = "Inserted.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, PAGE_FULL},
      headers = {LOCATION, ETAG})
  Mono<ResponseEntity<RecordRef>> insertRecord(
      @PageId @PathVariable long id, @RequestBody ByteBody body, IfMatch ifMatch) {
    return calls
        .call(() -> pages.insertRecord(id, body.data(), ifMatch.lsn()))
        .map(ref -> Replies.created(path(ref), ref, ref.lsn()));
  }

  @GetMapping(
      path = "/records/{slot}",
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Read a record",
      description = "Raw bytes, or JSON with base64 when the client accepts application/json.")
  @Answers(
      success = "The record.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, RECORD_NOT_FOUND},
      headers = {ETAG})
  Mono<ResponseEntity<RecordView>> getRecord(
      @PageId @PathVariable long id,
      @Parameter(description = "The record's slot on the page.", example = "0")
          @PathVariable
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          int slot) {
    return calls
        .call(() -> RecordView.of(pages.getRecord(id, slot)))
        .map(record -> Replies.ok(record, record.lsn()));
  }

  @DeleteMapping("/records/{slot}")
  @Operation(
      summary = "Delete a record",
      description =
          "Answers where the record was and how long. Its slot may be given to a later "
              + "record.")
  @Answers(
      success = "Deleted.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY, RECORD_NOT_FOUND},
      headers = {ETAG})
  Mono<ResponseEntity<RecordRef>> deleteRecord(
      @PageId @PathVariable long id,
      @Parameter(description = "The record's slot on the page.", example = "0")
          @PathVariable
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          int slot,
      IfMatch ifMatch) {
    return calls
        .call(() -> pages.deleteRecord(id, slot, ifMatch.lsn()))
        .map(ref -> Replies.ok(ref, ref.lsn()));
  }

  @PutMapping(
      path = "/records/{slot}",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @Operation(
      summary = "Replace a record",
      description = "The body is the new record, raw or as base64 in JSON. The handle stays.")
  @Answers(
      success = "Replaced.",
      problems = {
        PAGE_NOT_FOUND,
        CHECKSUM_FAILURE,
        PAGE_OWNED,
        READ_ONLY,
        RECORD_NOT_FOUND,
        PAGE_FULL
      },
      headers = {ETAG})
  Mono<ResponseEntity<RecordRef>> updateRecord(
      @PageId @PathVariable long id,
      @Parameter(description = "The record's slot on the page.", example = "0")
          @PathVariable
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          int slot,
      @RequestBody ByteBody body,
      IfMatch ifMatch) {
    return calls
        .call(() -> pages.updateRecord(id, slot, body.data(), ifMatch.lsn()))
        .map(ref -> Replies.ok(ref, ref.lsn()));
  }

  @PostMapping("/compact")
  @Operation(
      summary = "Close the holes of a page",
      description = "Moves the records together; slots stay.")
  @Answers(
      success = "What it gave back, in bytes.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, PAGE_OWNED, READ_ONLY},
      headers = {ETAG})
  Mono<ResponseEntity<CompactionResult>> compactPage(
      @PageId @PathVariable long id, IfMatch ifMatch) {
    return calls
        .call(() -> pages.compactPage(id, ifMatch.lsn()))
        .map(result -> Replies.ok(result, result.lsn()));
  }

  @GetMapping("/free-space")
  @Operation(
      summary = "Room on a page",
      description = "Contiguous and fragmented bytes, and the largest record that fits now.")
  @Answers(
      success = "The room, in bytes.",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE},
      headers = {ETAG})
  Mono<ResponseEntity<FreeSpace>> getPageFreeSpace(@PageId @PathVariable long id) {
    return calls
        .call(() -> pages.getPageFreeSpace(id))
        .map(space -> Replies.ok(space, space.lsn()));
  }

  private static String path(RecordRef ref) {
    return "/pages/" + ref.pageId() + "/records/" + ref.slot();
  }
}
