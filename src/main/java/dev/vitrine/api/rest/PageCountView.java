package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.PageCount;
import io.swagger.v3.oas.annotations.media.Schema;

/** Pages of the page file, and the place in the page stream. */
@Schema(name = "PageCounts")
record PageCountView(
    @JsonUnwrapped PageCount count,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE)
        String cursor) {}
