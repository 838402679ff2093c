package dev.vitrine.workload;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** Counts and times the operations of one kind. Thread-safe. */
final class OperationMeter {

  private final OperationKind kind;
  private final boolean throttled;
  private final LongAdder done = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final RateWindow rate = new RateWindow();
  private final LatencyRecorder latency = new LatencyRecorder();
  private final LatencyRecorder service;

  OperationMeter(OperationKind kind, boolean throttled) {
    this.kind = kind;
    this.throttled = throttled;
    this.service = throttled ? new LatencyRecorder() : latency;
  }

  /** An operation on so many records ended well. */
  void record(long dueNanos, long begunNanos, long endedNanos, long recordsTouched) {
    done.increment();
    records.add(recordsTouched);
    service.record(endedNanos - begunNanos);
    if (throttled) {
      latency.record(endedNanos - dueNanos);
    }
  }

  void addLatencyTo(Histogram sum) {
    latency.addTo(sum);
  }

  long done() {
    return done.sum();
  }

  void sample(long nowNanos) {
    rate.sample(nowNanos, done());
  }

  OperationProgress progress(boolean ended) {
    return new OperationProgress(
        kind,
        done(),
        records.sum(),
        ended ? 0 : rate.perSecond(),
        latency.summary(),
        service.summary());
  }
}
