package dev.vitrine.api.rest;

import dev.vitrine.api.Limits;
import dev.vitrine.engine.BatchOperations;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of a vectored read. */
@Schema(name = "PageIds")
record PageIdsBody(
    @ArraySchema(
            arraySchema =
                @Schema(
                    description = "The pages to read, in the order of the answer.",
                    example = "[2, 3, 4]",
                    requiredMode = Schema.RequiredMode.REQUIRED),
            minItems = 1,
            maxItems = BatchOperations.VECTOR_PAGES_MAX)
        List<Long> pageIds) {

  static PageIdsBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            PageIds.LIST,
            () ->
                fields.pageIds =
                    json.list(
                        PageIds.LIST,
                        BatchOperations.VECTOR_PAGES_MAX,
                        Limits.VECTOR,
                        () -> json.pageId(PageIds.LIST))));
    return new PageIdsBody(
        PageIds.requireVector(PageIds.LIST, JsonBody.required(PageIds.LIST, fields.pageIds)));
  }

  private static final class Fields {
    @Nullable List<Long> pageIds;
  }
}
