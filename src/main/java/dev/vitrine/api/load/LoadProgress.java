package dev.vitrine.api.load;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.vitrine.api.ProblemCode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bulk load now; exact once it has ended, but for the batch that was under way when its client
 * went away: that is counted when it is stored.
 */
@Schema(name = "RecordLoad")
public record LoadProgress(
    @Schema(description = "What the service calls it.", example = "load-1") String id,
    @Schema(description = "The record file.") String file,
    @Schema(description = "Where it is in its life; all but loading are ends.") LoadState state,
    @Schema(
            description =
                "Every line up to this one is settled: its record is stored as durably as a put"
                    + " would, or it was refused, or it was blank. An upload that was cut off can"
                    + " go on after it.")
        long settledLines,
    @Schema(description = "Records under keys that were new.") long created,
    @Schema(description = "Records that replaced another.") long replaced,
    @Schema(description = "Lines that held no record which could be stored.") long refused,
    @Schema(description = "The first 100 of these.") List<RefusedLine> refusedLines,
    @Schema(description = "Bytes of the upload that have come.") long bytesReceived,
    Instant startedAt,
    @Schema(description = "Since the start, to the end if it has ended.") long elapsedMs,
    @Schema(description = "The problem's code, when it failed.", nullable = true)
        @Nullable String errorCode,
    @Schema(description = "Why it failed or was interrupted.", nullable = true)
        @Nullable String error,
    @JsonIgnore @Nullable ProblemCode problem) {

  static final int REPORTED_LINES_MAX = 100;
}
