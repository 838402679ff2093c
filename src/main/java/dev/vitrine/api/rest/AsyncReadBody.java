package dev.vitrine.api.rest;

import dev.vitrine.engine.IoPriority;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A read for the asynchronous queue. */
@Schema(name = "AsyncRead")
record AsyncReadBody(
    @Schema(
            description = "The page to read.",
            example = "2",
            minimum = "0",
            requiredMode = Schema.RequiredMode.REQUIRED)
        long pageId,
    @Schema(description = "Its place in the queue.", defaultValue = Priorities.DEFAULT)
        IoPriority priority) {

  static AsyncReadBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            PageIds.FIELD, () -> fields.pageId = json.pageId(PageIds.FIELD),
            Priorities.FIELD, () -> fields.priority = json.text()));
    return new AsyncReadBody(
        JsonBody.required(PageIds.FIELD, fields.pageId), Priorities.parse(fields.priority));
  }

  private static final class Fields {
    @Nullable Long pageId;
    @Nullable String priority;
  }
}
