package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CHECKSUM_FAILURE;
import static dev.vitrine.api.ProblemCode.DISK_FULL;
import static dev.vitrine.api.ProblemCode.LOAD_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.READ_ONLY;
import static dev.vitrine.api.ProblemCode.RECORD_FILE_NOT_FOUND;
import static dev.vitrine.api.ProblemCode.UNSUPPORTED_MEDIA_TYPE;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.load.CsvFormat;
import dev.vitrine.api.load.LoadProgress;
import dev.vitrine.api.load.RecordFormat;
import dev.vitrine.api.load.RecordLoads;
import dev.vitrine.api.openapi.Answers;
import dev.vitrine.engine.RecordOperations;
import io.netty.handler.codec.http.HttpRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Bulk loads of ordered record files. */
@RestController
@RequestMapping(
    path = RecordFileController.PATH + "/{file}",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "records", description = RecordFileController.TAG)
final class RecordLoadController {

  private static final String CSV = "text/csv";
  private static final Pattern LOAD =
      Pattern.compile(Pattern.quote(RecordFileController.PATH) + "/[^/?]+/load(\\?.*)?");

  private final RecordLoads loads;
  private final RecordOperations records;
  private final EngineCalls calls;

  RecordLoadController(RecordLoads loads, RecordOperations records, EngineCalls calls) {
    this.loads = loads;
    this.records = records;
    this.calls = calls;
  }

  @PostMapping(
      path = "/load",
      consumes = {MediaType.APPLICATION_NDJSON_VALUE, CSV},
      produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = LoadProgress.class)),
        @Content(
            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
            schema = @Schema(implementation = LoadProgress.class))
      })
  @Operation(
      summary = "Load records",
      description =
          "Stores a record for each line of an upload of any length, as fast as the engine takes"
              + " them: NDJSON, objects as scanRecords gives them; or CSV (RFC 4180) with the"
              + " header key,value (or key_base64, value_base64). Lines that hold no record are"
              + " counted and the first 100 told; they stop nothing. A line may be six times as"
              + " long as the largest record; vitrine.max-body is not for uploads. The answer is"
              + " the end, or as application/x-ndjson the progress once a second and then the end."
              + " An upload that was cut off can be looked at under loads and go on after its"
              + " settled_lines.",
      requestBody =
          @RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                    schema = @Schema(implementation = RecordEntryView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = "string"))
              }))
  @Answers(
      success = "The load as it ended, or the steps to that.",
      problems = {
        RECORD_FILE_NOT_FOUND,
        CHECKSUM_FAILURE,
        READ_ONLY,
        DISK_FULL,
        UNSUPPORTED_MEDIA_TYPE
      })
  RecordLoadRun loadRecords(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      ServerHttpRequest request) {
    RecordFormat format = format(request.getHeaders());
    BodyReader.requireIdentity(request.getHeaders());
    return new RecordLoadRun(loads.load(file, format, request.getBody().map(BodyReader::bytes)));
  }

  @GetMapping("/loads")
  @Operation(
      summary = "List loads",
      description = "Those that go on and the last that have ended, in the order of their starts.")
  @Answers(
      success = "The loads.",
      problems = {RECORD_FILE_NOT_FOUND, CHECKSUM_FAILURE})
  Mono<RecordLoadListView> listRecordLoads(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file) {
    return calls.call(() -> new RecordLoadListView(loads.list(records.getRecordFile(file).name())));
  }

  @GetMapping("/loads/{id}")
  @Operation(
      summary = "Look at a load",
      description = "How far it is, or how it ended: also for those whose connection was cut.")
  @Answers(success = "The load.", problems = LOAD_NOT_FOUND)
  Mono<LoadProgress> getRecordLoad(
      @Parameter(description = RecordFileController.NAME, example = "people") @PathVariable
          String file,
      @Parameter(description = "The load's id.", example = "load-1") @PathVariable String id) {
    return Mono.fromSupplier(() -> loads.get(file, id));
  }

  /** Whether a request is for a load, as far as its address tells. */
  static boolean isLoad(HttpRequest request) {
    return LOAD.matcher(request.uri()).matches();
  }

  private static RecordFormat format(HttpHeaders headers) {
    MediaType type = headers.getContentType();
    Charset charset = type == null ? null : type.getCharset();
    if (charset != null && !isUtf8(charset)) {
      throw new ProblemException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the upload must be in UTF-8, not " + charset);
    }
    return isNdjson(type) ? new JsonLines() : new CsvFormat();
  }

  private static boolean isUtf8(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
  }

  private static boolean isNdjson(@Nullable MediaType type) {
    return MediaType.APPLICATION_NDJSON.includes(type);
  }
}
