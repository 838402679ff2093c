package dev.vitrine.api.workload;

import dev.vitrine.workload.Distribution;
import dev.vitrine.workload.Mix;
import dev.vitrine.workload.OnError;
import dev.vitrine.workload.WorkloadSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.concurrent.TimeUnit;

/** What a workload does, with everything that was left out filled in: it can be asked for again. */
@Schema(name = "WorkloadSpec")
public record WorkloadSpecView(
    String target,
    Mix mix,
    Distribution distribution,
    long keys,
    int recordBytes,
    int threads,
    long targetOpsPerSec,
    double durationSeconds,
    OnError onError,
    long seed,
    boolean keep) {

  private static final double MILLIS_PER_SECOND = TimeUnit.SECONDS.toMillis(1);

  static WorkloadSpecView of(WorkloadSpec spec) {
    return new WorkloadSpecView(
        spec.target(),
        spec.mix(),
        spec.distribution(),
        spec.keys(),
        spec.recordBytes(),
        spec.threads(),
        spec.targetOpsPerSecond(),
        spec.duration().toMillis() / MILLIS_PER_SECOND,
        spec.onError(),
        spec.seed(),
        spec.keep());
  }
}
