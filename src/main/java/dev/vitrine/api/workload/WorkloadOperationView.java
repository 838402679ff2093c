package dev.vitrine.api.workload;

import dev.vitrine.workload.LatencyMicros;
import dev.vitrine.workload.OperationKind;
import dev.vitrine.workload.OperationProgress;
import io.swagger.v3.oas.annotations.media.Schema;

/** What a workload did of one kind. */
@Schema(name = "WorkloadOperation")
public record WorkloadOperationView(
    OperationKind kind,
    @Schema(description = "Operations that ended well.") long done,
    @Schema(description = "Records touched: one an operation, more for scans.") long records,
    @Schema(description = "Over the last second.") double perSecond,
    @Schema(description = "From when an operation was due to its end.") Latency latencyUs,
    @Schema(
            description =
                "From when an operation began to its end; the same where there is no target rate.")
        Latency serviceUs) {

  /** Microseconds, three significant digits; all 0 where nothing was measured. */
  @Schema(name = "WorkloadLatency", description = "Microseconds, to three significant digits.")
  public record Latency(long count, double p50, double p95, double p99, double max) {

    static Latency of(LatencyMicros measured) {
      return new Latency(
          measured.count(), measured.p50(), measured.p95(), measured.p99(), measured.max());
    }
  }

  static WorkloadOperationView of(OperationProgress progress) {
    return new WorkloadOperationView(
        progress.kind(),
        progress.done(),
        progress.records(),
        progress.perSecond(),
        Latency.of(progress.latency()),
        Latency.of(progress.service()));
  }
}
