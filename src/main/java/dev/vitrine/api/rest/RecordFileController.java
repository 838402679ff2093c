package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.RECORD_FILE_EXISTS;
import static dev.vitrine.api.ProblemCode.RECORD_FILE_NOT_FOUND;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.RecordFile;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.event.EventFamily;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Ordered record files as a whole. */
@RestController
@RequestMapping(path = RecordFileController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "records", description = RecordFileController.TAG)
final class RecordFileController {

  static final String PATH = Replies.BASE + "/records";
  static final String TAG = "Ordered record files: from keys to values, in the order of the keys.";
  static final String NAME = "The record file's name.";

  private final RecordOperations records;
  private final EngineCalls calls;
  private final StateReads reads;

  RecordFileController(RecordOperations records, EngineCalls calls, StateReads reads) {
    this.records = records;
    this.calls = calls;
    this.reads = reads;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Create a record file",
      description = "Creates an empty ordered record file under a name that is not taken.")
  @Answers(
      success = "Created.",
      problems = {RECORD_FILE_EXISTS, CHECKSUM_FAILURE, READ_ONLY, DISK_FULL},
      headers = LOCATION)
  Mono<ResponseEntity<RecordFile>> createRecordFile(@RequestBody RecordFileBody body) {
    return calls
        .call(() -> records.createRecordFile(body.name()))
        .map(file -> ResponseEntity.created(URI.create(PATH + "/" + file.name())).body(file));
  }

  @GetMapping
  @Operation(summary = "List record files", description = "In the order of their names.")
  @Answers(success = "A part of the list.")
  Mono<RecordFileListView> listRecordFiles(
      @Parameter(description = "The most items to answer.")
          @RequestParam(defaultValue = Limits.LISTING_DEFAULT)
          @Min(value = 1, message = Limits.LISTING)
          @Max(value = Limits.LISTING_MAX, message = Limits.LISTING)
          int limit,
      @Parameter(description = "The next_cursor of the part before; none for the start.")
          @RequestParam(required = false)
          @Pattern(regexp = Limits.RECORD_FILE_NAME, message = Limits.LISTING_CURSOR)
          @Nullable String cursor) {
    return reads.read(
        EventFamily.PAGE,
        place ->
            RecordFileListView.of(
                records.listRecordFiles(cursor == null ? "" : cursor, limit + 1), limit, place));
  }

  @GetMapping("/{file}")
  @Operation(
      summary = "Look at a record file",
      description =
          "Statistics are counted by walking the whole file while others go on: ask for them when"
              + " you need them.")
  @Answers(
      success = "The record file.",
      problems = {RECORD_FILE_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<RecordFileView> getRecordFile(
      @Parameter(description = NAME, example = "people") @PathVariable String file,
      @Parameter(description = "Whether to count records, pages and their fill.")
          @RequestParam(defaultValue = "false")
          boolean statistics) {
    return reads.read(
        EventFamily.PAGE,
        cursor ->
            new RecordFileView(
                records.getRecordFile(file),
                statistics ? records.recordFileStatistics(file) : null,
                cursor));
  }

  @DeleteMapping("/{file}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Drop a record file",
      description = "It goes with all of its records; its pages are free afterwards.")
  @Answers(
      success = "Dropped.",
      problems = {RECORD_FILE_NOT_FOUND, CHECKSUM_FAILURE, READ_ONLY, DISK_FULL})
  Mono<Void> dropRecordFile(
      @Parameter(description = NAME, example = "people") @PathVariable String file) {
    return calls.run(() -> records.dropRecordFile(file));
  }
}
