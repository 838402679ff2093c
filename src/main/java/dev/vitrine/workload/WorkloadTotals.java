package dev.vitrine.workload;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What all workloads of a service did together, those that have ended included. A run is counted
 * from its own meters until it ends, and from what is kept here after that: nothing is counted
 * twice or lost in between. Costs the workers nothing. Thread-safe.
 */
public final class WorkloadTotals {

  private final Set<WorkloadRun> running = new HashSet<>();
  private final Map<OperationKind, Histogram> ended = new EnumMap<>(OperationKind.class);
  private final Map<String, Long> endedErrors = new TreeMap<>();

  WorkloadTotals() {
    for (OperationKind kind : OperationKind.values()) {
      ended.put(kind, LatencyRecorder.emptyHistogram());
    }
  }

  synchronized void began(WorkloadRun run) {
    running.add(run);
  }

  synchronized void ended(WorkloadRun run) {
    if (running.remove(run)) {
      ended.forEach((kind, sum) -> run.meter().addLatencyTo(kind, sum));
      run.errors().forEach((kind, count) -> endedErrors.merge(kind, count, Long::sum));
    }
  }

  /** Latencies of the operations of a kind that ended well, in nanoseconds; the caller's copy. */
  public synchronized Histogram latencies(OperationKind kind) {
    Histogram sum = LatencyRecorder.emptyHistogram();
    sum.add(ended.get(kind));
    running.forEach(run -> run.meter().addLatencyTo(kind, sum));
    return sum;
  }

  /** Errors by kind, as in {@link WorkloadProgress#errors}. */
  public synchronized Map<String, Long> errors() {
    Map<String, Long> sum = new TreeMap<>(endedErrors);
    running.forEach(run -> run.errors().forEach((kind, n) -> sum.merge(kind, n, Long::sum)));
    return sum;
  }

  /** Workloads that have not ended. */
  public synchronized int active() {
    return running.size();
  }
}
