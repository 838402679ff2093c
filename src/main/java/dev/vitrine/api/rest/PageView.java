package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.PageInfo;
import io.swagger.v3.oas.annotations.media.Schema;

/** A page, and the place in the page stream from which its changes follow. */
@Schema(name = "Page")
record PageView(
    @JsonUnwrapped PageInfo page,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE)
        String cursor) {}
