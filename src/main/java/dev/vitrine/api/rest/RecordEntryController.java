package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.RECORD_FILE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.RECORD_NOT_FOUND;
import static dev.vitrine.api.openapi.AnswerHeader.LOCATION;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.Limits;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.api.records.ScanCursor;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPut;
import dev.vitrine.engine.ScanRange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Min;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The records of an ordered record file. */
@RestController
@RequestMapping(
    path = RecordFileController.PATH + "/{file}/entries",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "records", description = RecordFileController.TAG)
final class RecordEntryController {

  private static final int LIMIT_DEFAULT = Integer.parseInt(Limits.LISTING_DEFAULT);

  private final RecordOperations records;
  private final EngineCalls calls;

  RecordEntryController(RecordOperations records, EngineCalls calls) {
    this.records = records;
    this.calls = calls;
  }

  @PutMapping(
      path = "/{key}",
      consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @EntryKeyParameters
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  @Operation(
      summary = "Store a record",
      description =
          "Stores the body under the key, replacing what was there; raw, or as value or"
              + " value_base64 in JSON. Preconditions are refused: records have no version.")
  @Answers(
      success = "Stored: 201 under a new key, 200 in another's place.",
      problems = {RECORD_FILE_NOT_FOUND, CHECKSUM_FAILURE, READ_ONLY, DISK_FULL},
      headers = LOCATION)
  Mono<ResponseEntity<RecordPut>> putRecord(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      EntryKey key,
      @RequestBody RecordValueBody body,
      @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
    NoPrecondition.require(headers);
    NoPartialContent.require(headers);
    return calls
        .call(() -> records.putRecord(file, key.bytes(), body.bytes()))
        .map(put -> {
          // A file of that name is there, so it can stand in a path.
          URI location = URI.create(path(file) + KeyEncoding.inPath(key.bytes()));
          return put.created()
              ? ResponseEntity.created(location).body(put)
              : ResponseEntity.ok().location(location).body(put);
        });
  }

  @GetMapping(
      path = "/{key}",
      produces = {MediaType.APPLICATION_OCTET_STREAM_VALUE, MediaType.APPLICATION_JSON_VALUE})
  @EntryKeyParameters
  @Operation(
      summary = "Read a record by its key",
      description = "Its value raw, or key and value in JSON when the client accepts that.")
  @Answers(
      success = "The record.",
      problems = {RECORD_FILE_NOT_FOUND, RECORD_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<RecordEntryView> getRecordByKey(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      EntryKey key,
      @Parameter(description = Limits.BASE64) @RequestParam(defaultValue = "false")
          boolean base64) {
    return calls.call(() -> RecordEntryView.of(records.getKey(file, key.bytes()), base64));
  }

  @DeleteMapping("/{key}")
  @EntryKeyParameters
  @Operation(
      summary = "Delete a record by its key",
      description =
          "Removes the key and its value. Preconditions are refused: records have no version.")
  @Answers(
      success = "Deleted.",
      problems = {RECORD_FILE_NOT_FOUND, RECORD_NOT_FOUND, CHECKSUM_FAILURE, READ_ONLY, DISK_FULL})
  Mono<RecordDeletedView> deleteRecordByKey(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      EntryKey key,
      @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
    NoPrecondition.require(headers);
    return calls.call(() -> new RecordDeletedView(records.deleteKey(file, key.bytes())));
  }

  @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
  @EntryBoundsParameters
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = RecordScanView.class)),
        @Content(
            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
            schema = @Schema(implementation = RecordEntryView.class))
      })
  @Operation(
      summary = "Scan records",
      description =
          "Records in the order of the unsigned bytes of their keys, or against it. As JSON, a part"
              + " of at most limit (100, and never more than 1000) and the cursor of the next; as"
              + " application/x-ndjson, all of the range or the first limit records of it, one a"
              + " line, no faster than they are read. Such a stream that can't go on ends with a"
              + " line that has the one field problem; one that was cut off has no end, as HTTP"
              + " has it. A scan sees each record as it is when it comes to it.")
  @Answers(
      success = "Records.",
      problems = {RECORD_FILE_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<RecordScanView> scanRecords(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      EntryBounds bounds,
      @Parameter(description = "Whether to go from the highest key to the lowest.")
          @RequestParam(defaultValue = "false")
          boolean descending,
      @Parameter(description = "The most records to answer.")
          @RequestParam(required = false)
          @Min(value = 1, message = Limits.AT_LEAST_1)
          @Nullable Integer limit,
      @Parameter(description = "The next_cursor of the part before; none for the start.")
          @RequestParam(required = false)
          @Nullable String cursor,
      @Parameter(description = Limits.BASE64) @RequestParam(defaultValue = "false")
          boolean base64) {
    ScanRange range = ScanCursor.from(cursor, bounds.range(descending));
    RecordScan scan = new RecordScan(records, calls, file, limit, base64);
    int size = Math.min(limit == null ? LIMIT_DEFAULT : limit, Limits.LISTING_MAX);
    return scan.first(range, size).map(part -> RecordScanView.of(scan, part));
  }

  private static String path(String file) {
    return RecordFileController.PATH + "/" + file + "/entries/";
  }
}
