package dev.vitrine.api.openapi;

import dev.vitrine.api.ProblemCode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Adds the endpoints of the streams, which springdoc can't see: over WebSocket, a GET that answers
 * 101, and as server-sent events.
 */
final class StreamPaths implements OpenApiCustomizer {

  /** A way to get a stream. */
  private record Door(
      String base, String tag, String tagSays, String idEnds, String says, ApiResponse success) {}

  private static final Door SOCKETS =
      new Door(
          "/api/v1/ws/storage",
          "websocket-storage",
          "Live streams over WebSocket, one JSON frame for each event; the frames are described in"
              + " asyncapi/asyncapi.yaml. Not callable from this page.",
          "",
          "",
          new ApiResponse().description("The connection is a WebSocket from here on."));

  private static final Door EVENTS =
      new Door(
          "/api/v1/sse/storage",
          "sse-storage",
          "The same streams as server-sent events, for curl -N and a browser's EventSource.",
          "Events",
          " The data of an event is a frame, its name the message_type (or batch), its id the"
              + " cursor after it.",
          new ApiResponse()
              .description("Events without end.")
              .content(
                  new Content()
                      .addMediaType(
                          "text/event-stream", new MediaType().schema(new StringSchema()))));

  private static final int INTERVAL_MS_MIN = 10;
  private static final int INTERVAL_MS_MAX = 60_000;

  private static final List<Stream> STREAMS =
      List.of(
          new Stream(
              "/buffer-pool",
              "streamBufferPool",
              "the buffer pool: hits, misses, evictions, flushes, PoolStats",
              100),
          new Stream(
              "/lsm", "streamLsm", "LSM trees: flushes, compactions, level migrations", 1_000),
          new Stream("/io", "streamIo", "the disk: reads, writes, vectored calls, IoStats", 100),
          new Stream("/tiers", "streamTiers", "storage tiers: migrations, TierStats", 5_000),
          new Stream(
              "/pages",
              "streamPages",
              "pages: allocations, splits, merges, compactions, checksum failures",
              500),
          new Stream(
              "/columnar", "streamColumnar", "columnar tables: batches, scans, encodings", 1_000));

  private record Stream(String path, String id, String what, int intervalMs) {}

  @Override
  public void customise(OpenAPI document) {
    add(document, SOCKETS, "101");
    add(document, EVENTS, "200");
  }

  private static void add(OpenAPI document, Door door, String status) {
    document.addTagsItem(new Tag().name(door.tag()).description(door.tagSays()));
    for (Stream stream : STREAMS) {
      document.path(
          door.base() + stream.path(), new PathItem().get(operation(stream, door, status)));
    }
  }

  private static Operation operation(Stream stream, Door door, String status) {
    ApiResponses responses = new ApiResponses();
    responses.addApiResponse(status, door.success());
    ProblemResponses.add(
        responses,
        List.of(
            ProblemCode.INVALID_REQUEST,
            ProblemCode.UNAUTHENTICATED,
            ProblemCode.FORBIDDEN,
            ProblemCode.BUSY));
    Operation operation =
        new Operation()
            .operationId(stream.id() + door.idEnds())
            .addTagsItem(door.tag())
            .summary("Watch " + stream.what().substring(0, stream.what().indexOf(':')))
            .description(
                "Live events of "
                    + stream.what()
                    + ". The first frame is StreamOpened; every entry after the cursor arrives"
                    + " once and in order, or lies inside exactly one Gap."
                    + door.says())
            .responses(responses);
    operation.addParametersItem(intervalMs(stream.intervalMs()));
    filters().forEach(operation::addParametersItem);
    delivery().forEach(operation::addParametersItem);
    if (door == EVENTS) {
      operation.addParametersItem(lastEventId());
    }
    return operation;
  }

  private static Parameter lastEventId() {
    return new HeaderParameter()
        .name("Last-Event-ID")
        .description("Resume after this place; a browser sends it. Counts instead of since.")
        .required(false)
        .schema(new StringSchema());
  }

  private static List<Parameter> filters() {
    return List.of(
        query(
            "events",
            "Only these variants, separated by commas, such as PageMiss,PageEvicted.",
            new StringSchema()),
        pageId(),
        query("tree", "Only events of this tree.", new StringSchema()),
        query("table", "Only events of this table.", new StringSchema()));
  }

  private static List<Parameter> delivery() {
    Schema<String> lagPolicies = new StringSchema();
    lagPolicies.setEnum(List.of("drop-oldest", "latest", "disconnect"));
    Schema<Boolean> batch = new BooleanSchema();
    batch.setDefault(false);
    return List.of(
        query(
            "since",
            "Resume after this place, <epoch>:<sequence>; what is no longer kept is told by a"
                + " Gap.",
            new StringSchema()),
        query("batch", "Frames are JSON arrays of at most 256 entries.", batch),
        query("on_lag", "What to do when this client is too slow.", lagPolicies));
  }

  private static Parameter intervalMs(int defaultMs) {
    Schema<Number> schema = new IntegerSchema();
    schema.setMinimum(BigDecimal.valueOf(INTERVAL_MS_MIN));
    schema.setMaximum(BigDecimal.valueOf(INTERVAL_MS_MAX));
    schema.setDefault(defaultMs);
    return query("interval_ms", "Pace of snapshots, in milliseconds.", schema);
  }

  private static Parameter pageId() {
    Schema<Number> schema = new IntegerSchema().format("int64");
    schema.setMinimum(BigDecimal.ZERO);
    return query("page_id", "Only events of this page.", schema);
  }

  private static Parameter query(String name, String description, Schema<?> schema) {
    QueryParameter parameter = new QueryParameter();
    parameter.setName(name);
    parameter.setDescription(description);
    parameter.setRequired(false);
    parameter.setSchema(schema);
    return parameter;
  }
}
