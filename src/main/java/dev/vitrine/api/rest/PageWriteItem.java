package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of a vectored write in JSON. */
@Schema(name = "PageWrite")
record PageWriteItem(
    @Schema(
            description = "The page to write.",
            example = "2",
            minimum = "0",
            requiredMode = Schema.RequiredMode.REQUIRED)
        long pageId,
    @Schema(
            description = "A full page image in base64 with padding.",
            requiredMode = Schema.RequiredMode.REQUIRED)
        byte[] data) {

  static PageWriteItem parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            PageIds.FIELD,
            () -> fields.pageId = json.pageId(PageIds.FIELD),
            "data",
            () -> fields.data = json.base64()));
    return new PageWriteItem(
        JsonBody.required(PageIds.FIELD, fields.pageId), JsonBody.required("data", fields.data));
  }

  private static final class Fields {
    @Nullable Long pageId;
    byte @Nullable [] data;
  }
}
