package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.READ_ONLY;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.EngineOverview;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.BufferPoolOperations;
import dev.vitrine.engine.CheckpointReport;
import dev.vitrine.engine.IoOperations;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The service in one look. */
@RestController
@RequestMapping(path = Replies.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "status", description = "The service as a whole.")
final class StatusController {

  private final EngineOverview overview;
  private final IoOperations io;
  private final BufferPoolOperations pool;
  private final EngineCalls calls;
  private final StateReads reads;

  StatusController(
      EngineOverview overview,
      IoOperations io,
      BufferPoolOperations pool,
      EngineCalls calls,
      StateReads reads) {
    this.overview = overview;
    this.io = io;
    this.pool = pool;
    this.calls = calls;
    this.reads = reads;
  }

  @GetMapping("/status")
  @Operation(
      summary = "Status",
      description =
          "State, durability and configuration of the engine, its pages and its buffer "
              + "pool, and a place in every live stream.")
  @Answers(success = "The status.")
  Mono<StatusView> getStatus() {
    return calls.call(this::status);
  }

  @GetMapping("/disks")
  @Operation(
      summary = "Disks",
      description = "Device, file system and space (bytes) under each of the engine's files.")
  @Answers(success = "The disks.")
  Mono<DiskListView> listDisks() {
    return calls.call(() -> new DiskListView(overview.disks()));
  }

  @PostMapping("/checkpoint")
  @Operation(
      summary = "Take a checkpoint",
      description =
          "Brings every change so far into the page file and gives the log before it away, while "
              + "others work. Changes are durable without it; it makes the next recovery shorter.")
  @Answers(
      success = "The checkpoint.",
      problems = {READ_ONLY, DISK_FULL})
  Mono<CheckpointReport> takeCheckpoint() {
    return calls.call(overview::checkpoint);
  }

  private StatusView status() {
    Map<String, String> cursors = new LinkedHashMap<>();
    for (EventFamily family : EventFamily.values()) {
      cursors.put(family.messageType(), reads.cursor(family));
    }
    return new StatusView(overview.status(), io.countPages(), pool.getBufferPool(), cursors);
  }
}
