package dev.vitrine.workload;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** Everything that a workload counts and times while it loads and runs. Thread-safe. */
final class WorkMeter {

  private final LongAdder loaded = new LongAdder();
  private final RateWindow loadRate = new RateWindow();
  private final RateWindow rate = new RateWindow();
  private final Map<OperationKind, OperationMeter> kinds = new EnumMap<>(OperationKind.class);

  WorkMeter(WorkloadSpec spec) {
    for (OperationKind kind : OperationKind.values()) {
      if (spec.mix().percent(kind) > 0) {
        kinds.put(kind, new OperationMeter(kind, spec.targetOpsPerSecond() > 0));
      }
    }
  }

  void loadedOne() {
    loaded.increment();
  }

  long loaded() {
    return loaded.sum();
  }

  long done() {
    return kinds.values().stream().mapToLong(OperationMeter::done).sum();
  }

  OperationMeter of(OperationKind kind) {
    OperationMeter meter = kinds.get(kind);
    if (meter == null) {
      throw new IllegalStateException("the mix has no " + kind.label());
    }
    return meter;
  }

  /** Adds the latencies of a kind, where the mix has it. */
  void addLatencyTo(OperationKind kind, Histogram sum) {
    OperationMeter meter = kinds.get(kind);
    if (meter != null) {
      meter.addLatencyTo(sum);
    }
  }

  void sampleLoad(long nowNanos) {
    loadRate.sample(nowNanos, loaded());
  }

  void sampleWork(long nowNanos) {
    rate.sample(nowNanos, done());
    kinds.values().forEach(kind -> kind.sample(nowNanos));
  }

  double loadedPerSecond() {
    return loadRate.perSecond();
  }

  double donePerSecond() {
    return rate.perSecond();
  }

  List<OperationProgress> progress(boolean ended) {
    return kinds.values().stream().map(kind -> kind.progress(ended)).toList();
  }
}
