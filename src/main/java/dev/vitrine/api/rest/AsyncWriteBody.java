package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.IoPriority;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write for the asynchronous queue. A raw body is the image alone: page and priority are in the
 * query then, and null here.
 */
@Schema(name = "AsyncWrite")
record AsyncWriteBody(
    @Schema(
            description = "The page to write.",
            example = "2",
            minimum = "0",
            requiredMode = Schema.RequiredMode.REQUIRED)
        @Nullable Long pageId,
    @Schema(
            description = "A full page image in base64 with padding.",
            requiredMode = Schema.RequiredMode.REQUIRED)
        byte[] data,
    @Schema(description = "Its place in the queue.", defaultValue = Priorities.DEFAULT)
        @Nullable IoPriority priority) {

  static AsyncWriteBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            PageIds.FIELD,
            () -> fields.pageId = json.pageId(PageIds.FIELD),
            "data",
            () -> fields.data = json.base64(),
            Priorities.FIELD,
            () -> fields.priority = json.text()));
    return new AsyncWriteBody(
        JsonBody.required(PageIds.FIELD, fields.pageId),
        JsonBody.required("data", fields.data),
        Priorities.parse(fields.priority));
  }

  static AsyncWriteBody raw(byte[] image) {
    return new AsyncWriteBody(null, image, null);
  }

  /** With what the query says, which goes with the raw form only. */
  AsyncWriteBody with(@Nullable Long queryPageId, @Nullable String queryPriority) {
    if (pageId == null) {
      return new AsyncWriteBody(
          JsonBody.required(PageIds.FIELD, queryPageId), data, Priorities.parse(queryPriority));
    }
    if (queryPageId != null || queryPriority != null) {
      throw ProblemException.invalid(
          queryPageId != null ? PageIds.FIELD : Priorities.FIELD,
          "goes with a raw image; JSON has it as a field");
    }
    return this;
  }

  private static final class Fields {
    @Nullable Long pageId;
    byte @Nullable [] data;
    @Nullable String priority;
  }
}
