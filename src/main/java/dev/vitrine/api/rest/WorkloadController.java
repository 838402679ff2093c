package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.WORKLOAD_NOT_FOUND;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.api.workload.WorkloadRequest;
import dev.vitrine.api.workload.WorkloadView;
import dev.vitrine.workload.WorkloadProgress;
import dev.vitrine.workload.Workloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Work for the engine: started, watched, stopped. */
@RestController
@RequestMapping(path = WorkloadController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
    name = "workloads",
    description = "YCSB's core workloads against the engine, verified record by record.")
final class WorkloadController {

  static final String PATH = "/api/v1/workloads";
  private static final String NAME = "The workload's name, from its start.";

  private final Workloads workloads;
  private final EngineCalls calls;

  WorkloadController(Workloads workloads, EngineCalls calls) {
    this.workloads = workloads;
    this.calls = calls;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Start a workload",
      description =
          "Loads the keys, works for the duration, removes what it made. Only mix is required;"
              + " the rest is as YCSB has it. busy while four go on.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = WorkloadRequest.class))))
  @Answers(success = "Started.", headers = LOCATION, problems = READ_ONLY)
  Mono<ResponseEntity<WorkloadView>> startWorkload(@RequestBody byte[] body) {
    return calls.call(() -> created(workloads.start(WorkloadBodyParser.parse(body).spec())));
  }

  @GetMapping
  @Operation(
      summary = "List workloads",
      description = "Those that go on and the last that have ended, in the order of their starts.")
  @Answers(success = "The workloads.")
  Mono<WorkloadListView> listWorkloads() {
    return calls.call(
        () -> new WorkloadListView(workloads.list().stream().map(WorkloadView::of).toList()));
  }

  @GetMapping("/{name}")
  @Operation(
      summary = "Look at a workload",
      description = "What it has done so far, how fast, and what went wrong.")
  @Answers(success = "The workload.", problems = WORKLOAD_NOT_FOUND)
  Mono<WorkloadView> getWorkload(
      @Parameter(description = NAME, example = "ycsb-a-1") @PathVariable String name) {
    return calls.call(() -> WorkloadView.of(known(name, workloads.get(name))));
  }

  @DeleteMapping("/{name}")
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "202", useReturnTypeSchema = true)
  @Operation(
      summary = "Stop a workload",
      description =
          "It works no more a second later, then removes what it made. What it did can still be"
              + " looked at.")
  @Answers(
      success = "The workload: 202 while it stops, 200 when it had ended.",
      problems = WORKLOAD_NOT_FOUND)
  Mono<ResponseEntity<WorkloadView>> stopWorkload(
      @Parameter(description = NAME, example = "ycsb-a-1") @PathVariable String name) {
    return calls.call(() -> stopped(known(name, workloads.stop(name))));
  }

  private static ResponseEntity<WorkloadView> created(WorkloadProgress progress) {
    return ResponseEntity.created(URI.create(PATH + "/" + progress.name()))
        .body(WorkloadView.of(progress));
  }

  private static ResponseEntity<WorkloadView> stopped(WorkloadProgress progress) {
    HttpStatus status = progress.phase().ended() ? HttpStatus.OK : HttpStatus.ACCEPTED;
    return ResponseEntity.status(status).body(WorkloadView.of(progress));
  }

  private static WorkloadProgress known(String name, Optional<WorkloadProgress> found) {
    return found.orElseThrow(() -> ProblemException.noWorkload(name));
  }
}
