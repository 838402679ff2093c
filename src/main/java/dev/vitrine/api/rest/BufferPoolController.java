package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.PAGE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.READ_ONLY;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.FlushReport;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The pool as a whole: flushes, statistics, frames. */
@RestController
@RequestMapping(path = Replies.BASE + "/buffer-pool", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
    name = "buffer-pool",
    description = "Leases on cached pages, flushes, and a look at the frames.")
final class BufferPoolController {

  private final BufferPoolOperations pool;
  private final EngineCalls calls;
  private final StateReads reads;

  BufferPoolController(BufferPoolOperations pool, EngineCalls calls, StateReads reads) {
    this.pool = pool;
    this.calls = calls;
    this.reads = reads;
  }

  @GetMapping
  @Operation(
      summary = "Buffer pool statistics",
      description = "Frames and counters now; counters run from the start of the engine.")
  @Answers(success = "The statistics.")
  Mono<PoolView> getBufferPool() {
    return reads.read(
        EventFamily.BUFFER_POOL, cursor -> new PoolView(pool.getBufferPool(), cursor));
  }

  @GetMapping("/frames")
  @Operation(
      summary = "List frames",
      description =
          "Used frames in the order of their numbers: page, dirty, pins, and the access "
              + "times that the replacement policy sees.")
  @Answers(success = "A part of the list.")
  Mono<FrameListView> listFrames(
      @Parameter(description = "The most items to answer.")
          @RequestParam(defaultValue = Limits.LISTING_DEFAULT)
          @Min(value = 1, message = Limits.LISTING)
          @Max(value = Limits.LISTING_MAX, message = Limits.LISTING)
          int limit,
      @Parameter(description = "The next_cursor of the part before; none for the start.")
          @RequestParam(required = false)
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          @Nullable Integer cursor) {
    return reads.read(
        EventFamily.BUFFER_POOL,
        place -> FrameListView.of(pool.listFrames(PagingCursor.after(cursor), limit), place));
  }

  @PostMapping("/flush")
  @Operation(
      summary = "Flush every dirty page",
      description = "Writes them in page order, and makes them stable.")
  @Answers(
      success = "What was written, and how long the device took (microseconds).",
      problems = {READ_ONLY, DISK_FULL})
  Mono<FlushReport> flushAllPages() {
    return calls.call(pool::flushAllPages);
  }

  @PostMapping("/pages/{id}/flush")
  @Operation(
      summary = "Flush a page",
      description = "Writes the page if it is dirty, and makes it stable.")
  @Answers(
      success = "What was written, and how long the device took (microseconds).",
      problems = {PAGE_NOT_FOUND, CHECKSUM_FAILURE, READ_ONLY, DISK_FULL})
  Mono<FlushReport> flushPage(@PageId @PathVariable long id) {
    return calls.call(() -> pool.flushPage(id));
  }
}
