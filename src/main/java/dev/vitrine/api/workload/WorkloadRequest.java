package dev.vitrine.api.workload;

import dev.vitrine.api.ProblemException;
import dev.vitrine.workload.Distribution;
import dev.vitrine.workload.Mix;
import dev.vitrine.workload.OnError;
import dev.vitrine.workload.WorkloadSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A workload as a client asks for it: whatever is left out is as YCSB has it for the mix. */
@Schema(name = "WorkloadRequest", requiredProperties = "mix")
public record WorkloadRequest(
    @Schema(
            description = "What to work on: slotted pages, or an ordered record file of its own.",
            allowableValues = {"pages", "records"},
            defaultValue = "pages")
        @Nullable String target,
    @Schema(description = "YCSB's core workload.", example = "a") Mix mix,
    @Schema(description = "Which keys are asked for how often; that of the mix if left out.")
        @Nullable Distribution distribution,
    @Schema(
            description = "Keys to load first; with their records at most 16 GiB.",
            defaultValue = "10000",
            minimum = "1",
            maximum = "4000000")
        @Nullable Long keys,
    @Schema(
            description = "Length of each record; on pages, a record must fit on one.",
            defaultValue = "1000",
            minimum = "24",
            maximum = "65536")
        @Nullable Integer recordBytes,
    @Schema(
            description = "Workers, and loaders before them.",
            defaultValue = "4",
            minimum = "1",
            maximum = "64")
        @Nullable Integer threads,
    @Schema(
            description = "Operations to begin each second; 0 is as many as the workers can.",
            defaultValue = "0",
            minimum = "0",
            maximum = "10000000")
        @Nullable Long targetOpsPerSec,
    @Schema(
            description = "Time of the work, loading not included.",
            defaultValue = "60",
            minimum = "0.01",
            maximum = "86400")
        @Nullable Double durationSeconds,
    @Schema(description = "What an error means for the workload.", defaultValue = "stop")
        @Nullable OnError onError,
    @Schema(
            description =
                "Of every random choice and of the records' bytes, below 2^53 in absolute value;"
                    + " drawn if left out.",
            minimum = "-9007199254740991",
            maximum = "9007199254740991")
        @Nullable Long seed,
    @Schema(
            description = "Leave what was made: the pages, or the record file.",
            defaultValue = "false")
        @Nullable Boolean keep) {

  /** Seeds stay below it, so that every JSON reader can give them back as they are. */
  private static final long SEED_BOUND = 1L << 53;

  /** {@code invalid-request} with the field, in snake_case, for a value out of bounds. */
  public WorkloadSpec spec() {
    WorkloadSpec usual = WorkloadSpec.of(mix, checkedSeed());
    return new WorkloadSpec(
        or(target, usual.target()),
        mix,
        or(distribution, usual.distribution()),
        or(keys, usual.keys()),
        or(recordBytes, usual.recordBytes()),
        or(threads, usual.threads()),
        or(targetOpsPerSec, usual.targetOpsPerSecond()),
        duration(usual),
        or(onError, usual.onError()),
        usual.seed(),
        or(keep, usual.keep()));
  }

  private long checkedSeed() {
    if (seed == null) {
      return ThreadLocalRandom.current().nextLong(SEED_BOUND);
    }
    if (seed <= -SEED_BOUND || seed >= SEED_BOUND) {
      throw ProblemException.invalid("seed", "must be below 2^53 in absolute value");
    }
    return seed;
  }

  private Duration duration(WorkloadSpec usual) {
    return durationSeconds == null ? usual.duration() : WorkloadSpec.duration(durationSeconds);
  }

  private static <T> T or(@Nullable T given, T usual) {
    return given == null ? usual : given;
  }
}
