package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.EngineStatus;
import dev.vitrine.engine.PageCount;
import dev.vitrine.engine.PoolStatistics;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;

/** The service in one look. */
@Schema(name = "Status")
record StatusView(
    @JsonUnwrapped EngineStatus engine,
    PageCount pages,
    PoolStatistics bufferPool,
    @Schema(
            description =
                "Place in each live stream by its message_type, taken before the read: subscribe"
                    + " with since=<cursor> to follow without a hole.")
        Map<String, String> cursors) {}
