package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.PoolStatistics;
import io.swagger.v3.oas.annotations.media.Schema;

/** The buffer pool, and the place in its stream. */
@Schema(name = "BufferPool")
record PoolView(
    @JsonUnwrapped PoolStatistics statistics,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE)
        String cursor) {}
