package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.OPERATION_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_IMAGE_INVALID;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.PAGE_OWNED;
import static dev.vitrine.api.ProblemCode.QUEUE_FULL;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.openapi.AnswerHeader.OPERATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.AsyncOperation;
import dev.vitrine.engine.AsyncOperations;
import dev.vitrine.engine.ProcessedOperations;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Reads and writes that are queued by priority and answered before they are done. */
@RestController
@RequestMapping(path = Replies.BASE + "/io/async", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "io")
final class AsyncIoController {

  private final AsyncOperations async;
  private final EngineCalls calls;

  AsyncIoController(AsyncOperations async, EngineCalls calls) {
    this.async = async;
    this.calls = calls;
  }

  @PostMapping(path = "/reads", consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Queue a read",
      description =
          "Reads a stored image when its turn comes: by priority, then first come, first served. "
              + "The result is kept for 60 s.")
  @Answers(
      success = "Queued.",
      problems = {PAGE_NOT_FOUND, QUEUE_FULL},
      headers = {OPERATION})
  Mono<ResponseEntity<AsyncOperationView>> readPageAsync(@RequestBody AsyncReadBody body) {
    return queued(() -> async.readPageAsync(body.pageId(), body.priority()));
  }

  @PostMapping(
      path = "/writes",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Queue a write",
      description =
          "Writes a full page image when its turn comes; it is on stable storage once the "
              + "operation succeeded. The image comes raw, with page_id and priority in the query, "
              + "or in JSON.")
  @Answers(
      success = "Queued.",
      problems = {PAGE_NOT_FOUND, PAGE_OWNED, READ_ONLY, PAGE_IMAGE_INVALID, QUEUE_FULL},
      headers = {OPERATION})
  Mono<ResponseEntity<AsyncOperationView>> writePageAsync(
      @Parameter(description = "The page of a raw body; not with JSON.", example = "2")
          @RequestParam(name = PageIds.FIELD, required = false)
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          @Nullable Long pageId,
      @Parameter(
              description = "Place in the queue of a raw body; not with JSON.",
              schema =
                  @Schema(
                      allowableValues = {"critical", "high", "normal", "low"},
                      defaultValue = Priorities.DEFAULT))
          @RequestParam(required = false)
          @Nullable String priority,
      @RequestBody AsyncWriteBody body) {
    return queued(() -> {
      AsyncWriteBody whole = body.with(pageId, priority);
      return async.writePageAsync(
          JsonBody.required(PageIds.FIELD, whole.pageId()),
          whole.data(),
          JsonBody.required(Priorities.FIELD, whole.priority()));
    });
  }

  @GetMapping(
      path = "/{id}",
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE})
  @Operation(
      summary = "Look at a queued operation",
      description =
          "How far it is, and its result; the image alone when the client accepts "
              + "application/octet-stream and a read succeeded (not-acceptable before, and for "
              + "writes). Results are kept for 60 s, at most 1,024 of them and 16 MiB.")
  @Answers(
      success = "The operation.",
      problems = {OPERATION_NOT_FOUND})
  Mono<AsyncOperationView> getAsyncOperation(
      @Parameter(description = "The operation's id, from its Location.") @PathVariable String id) {
    return calls.call(() -> AsyncOperationView.of(async.getAsyncOperation(id)));
  }

  @PostMapping("/process")
  @Operation(
      summary = "Carry out queued operations now",
      description =
          "Workers carry them out by themselves; this lends them a hand, and answers when up to max"
              + " operations are done. Those writes are then on stable storage, as are the writes"
              + " that workers were carrying out.")
  @Answers(success = "How many were carried out, how many of them failed, and how many are left.")
  Mono<ProcessedOperations> processAsyncOperations(
      @Parameter(description = "The most operations to carry out.")
          @RequestParam(defaultValue = Limits.PROCESSED_DEFAULT)
          @Min(value = 1, message = Limits.PROCESSED)
          @Max(value = Limits.PROCESSED_MAX, message = Limits.PROCESSED)
          int max) {
    return calls.call(() -> async.processAsyncOperations(max));
  }

  private Mono<ResponseEntity<AsyncOperationView>> queued(Callable<AsyncOperation> submit) {
    return calls
        .call(submit)
        .map(it -> Replies.accepted("/io/async/" + it.id(), AsyncOperationView.of(it)));
  }
}
