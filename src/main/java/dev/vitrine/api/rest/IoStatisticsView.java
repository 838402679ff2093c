package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.IoStatistics;
import io.swagger.v3.oas.annotations.media.Schema;

/** Disk activity, and the place in the disk stream. */
@Schema(name = "IoStats")
record IoStatisticsView(
    @JsonUnwrapped IoStatistics statistics,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE)
        String cursor) {}
