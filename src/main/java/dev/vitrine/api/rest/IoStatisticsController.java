package dev.vitrine.api.rest;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.engine.Iops;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the disk did and does. */
@RestController
@RequestMapping(path = Replies.BASE + "/io-stats", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
    name = "io",
    description =
        "Stored images, below the buffer pool but coherent with it, and what the disk does.")
final class IoStatisticsController {

  private final IoOperations io;
  private final EngineCalls calls;
  private final StateReads reads;

  IoStatisticsController(IoOperations io, EngineCalls calls, StateReads reads) {
    this.io = io;
    this.calls = calls;
    this.reads = reads;
  }

  @GetMapping
  @Operation(
      summary = "Disk statistics",
      description =
          "Since the last reset, or since the engine was opened. Reads and writes count "
              + "pages, calls count what was asked of the device; latencies in microseconds.")
  @Answers(success = "The statistics.")
  Mono<IoStatisticsView> getIoStats() {
    return reads.read(EventFamily.DISK_IO, cursor -> new IoStatisticsView(io.getIoStats(), cursor));
  }

  @PostMapping("/reset")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Reset disk statistics",
      description = "Starts the view of getIoStats anew. Streams and metrics go on.")
  @Answers(success = "Reset.")
  Mono<Void> resetIoStats() {
    return calls.run(io::resetIoStats);
  }

  @GetMapping("/iops")
  @Operation(
      summary = "Device calls a second",
      description = "Average over a sliding window that ends now.")
  @Answers(success = "Device calls a second.")
  Mono<Iops> getIops(
      @Parameter(description = "Length of the window, in seconds.")
          @RequestParam(defaultValue = Limits.WINDOW_SECONDS_DEFAULT)
          @Min(value = 1, message = Limits.WINDOW)
          @Max(value = Limits.WINDOW_SECONDS_MAX, message = Limits.WINDOW)
          int seconds) {
    return calls.call(() -> io.getIops(seconds));
  }
}
