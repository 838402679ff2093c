package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Starts workloads and waits for what they do. */
final class Watch {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Watch() {}

  static Workload start(WorkloadTarget.Factory factory, WorkloadSpec spec) {
    Workload workload = new Workload("test", spec, factory.create(spec));
    workload.start();
    return workload;
  }

  /** Runs it to its end, and sees to it that none of its threads is left. */
  static WorkloadProgress runToEnd(WorkloadTarget.Factory factory, WorkloadSpec spec) {
    return end(start(factory, spec));
  }

  static WorkloadProgress end(Workload workload) {
    assertThat(workload.awaitEnd(System.nanoTime() + PATIENCE.toNanos())).isTrue();
    assertThat(threads()).isZero();
    return workload.progress();
  }

  static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("workload-"))
        .count();
  }

  static OperationProgress operation(WorkloadProgress progress, OperationKind kind) {
    return progress.operations().stream()
        .filter(operation -> operation.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  /** 0 for a kind that the mix does not have. */
  static long records(WorkloadProgress progress, OperationKind kind) {
    return progress.operations().stream()
        .filter(operation -> operation.kind() == kind)
        .mapToLong(OperationProgress::records)
        .sum();
  }
}
