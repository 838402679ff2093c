package dev.vitrine.api.telemetry;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.workload.OperationKind;
import dev.vitrine.workload.WorkloadTotals;
import dev.vitrine.workload.Workloads;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What waits for the engine, and the workloads. */
@Component
final class WorkMeters implements MeterBinder {

  private final EngineCalls calls;
  private final WorkloadTotals workloads;

  WorkMeters(EngineCalls calls, Workloads workloads) {
    this.calls = calls;
    this.workloads = workloads.totals();
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("vitrine.calls.active", calls, EngineCalls::active)
        .description("Threads that run a client's operation now")
        .register(meters);
    Gauge.builder("vitrine.calls.queued", calls, EngineCalls::queued)
        .description("Operations that wait for a thread")
        .register(meters);
    FunctionCounter.builder("vitrine.calls.rejected", calls, EngineCalls::rejected)
        .description("Operations that were refused as busy")
        .register(meters);
    Gauge.builder("vitrine.workloads.active", workloads, WorkloadTotals::active)
        .description("Workloads that have not ended")
        .register(meters);
    for (OperationKind kind : OperationKind.values()) {
      FunctionCounter.builder(
              "vitrine.workload.operations", workloads, it -> it.latencies(kind).getTotalCount())
          .description("Operations of workloads that ended well")
          .tag("kind", kind.label())
          .register(meters);
    }
    errorKinds()
        .forEach(kind ->
            FunctionCounter.builder(
                    "vitrine.workload.errors", workloads, it -> it.errors().getOrDefault(kind, 0L))
                .description("Operations of workloads that failed")
                .tag("kind", kind)
                .register(meters));
  }

  private static Stream<String> errorKinds() {
    return Stream.concat(
        Stream.of("verification", "internal"),
        Arrays.stream(ErrorCode.values()).map(ErrorCode::code));
  }
}
