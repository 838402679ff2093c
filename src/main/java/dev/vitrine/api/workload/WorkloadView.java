package dev.vitrine.api.workload;

import dev.vitrine.workload.EndCause;
import dev.vitrine.workload.Phase;
import dev.vitrine.workload.WorkloadProgress;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A workload as clients see it. */
@Schema(name = "Workload")
public record WorkloadView(
    @Schema(description = "What the service calls it.", example = "ycsb-a-1") String name,
    WorkloadSpecView spec,
    @Schema(description = "Where it is in its life; done, failed and stopped are ends.")
        Phase phase,
    @Schema(description = "Why it stopped working; null while it works.")
        @Nullable EndCause endCause,
    @Schema(description = "Keys loaded.") long loaded,
    @Schema(description = "Operations that ended well.") long done,
    @Schema(description = "Keys loaded or operations done over the last second.") double perSecond,
    @Schema(description = "Operations over the running time.") double averagePerSecond,
    @Schema(description = "Operations that are due by the target rate and have not begun.")
        long backlog,
    @Schema(description = "By kind, those of the mix.") List<WorkloadOperationView> operations,
    @Schema(
            description =
                "How many of each kind: a problem's code, internal, or verification for a record"
                    + " that was not as it must be. That last one is always there.",
            example = "{\"verification\": 0}")
        Map<String, Long> errors,
    @Schema(description = "Kind and message of the first error, a wrong record before others.")
        @Nullable String firstError,
    @Schema(description = "Pages, or record files, that it made and that are not removed.")
        long left,
    Instant startedAt,
    @Schema(description = "Since the start.") long elapsedMs,
    @Schema(description = "Of the running time; the whole of it while loading.") long remainingMs) {

  private static final String VERIFICATION = "verification";

  public static WorkloadView of(WorkloadProgress progress) {
    return new WorkloadView(
        progress.name(),
        WorkloadSpecView.of(progress.spec()),
        progress.phase(),
        progress.endCause(),
        progress.loaded(),
        progress.done(),
        progress.perSecond(),
        progress.averagePerSecond(),
        progress.backlog(),
        progress.operations().stream().map(WorkloadOperationView::of).toList(),
        errors(progress.errors()),
        progress.firstError(),
        progress.left(),
        progress.startedAt(),
        progress.elapsedMillis(),
        progress.remainingMillis());
  }

  /** That nothing was wrong is worth saying. */
  private static Map<String, Long> errors(Map<String, Long> counted) {
    Map<String, Long> errors = new TreeMap<>(counted);
    errors.putIfAbsent(VERIFICATION, 0L);
    return errors;
  }
}
