package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vitrine.engine.RecordFile;
import dev.vitrine.engine.RecordFileStatistics;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An ordered record file and, when asked for, what a walk over it found. */
@Schema(name = "RecordFileDetails")
record RecordFileView(
    @JsonUnwrapped RecordFile file,
    @Schema(description = "Null when not asked for.") @Nullable RecordFileStatistics statistics,
    @Schema(description = StreamCursor.DESCRIPTION, example = StreamCursor.EXAMPLE)
        String cursor) {}
