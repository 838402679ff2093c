package dev.vitrine.workload;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One thread's share of the work: takes operations from the schedule until the time is over. */
final class Worker {

  /** As YCSB: a scan has 1 to this many records, each length as likely as the others. */
  static final int SCAN_RECORDS_MAX = 100;

  private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int PAUSE_DOUBLINGS_MAX = 7;

  private final WorkloadSpec spec;
  private final VerifiedRecords records;
  private final KeyChooser chooser;
  private final Schedule schedule;
  private final WorkMeter meter;
  private final Failures failures;
  private final StopSignal signal;
  private final SplittableRandom random;
  private int failuresInARow;

  Worker(
      WorkloadSpec spec,
      VerifiedRecords records,
      KeyChooser chooser,
      Schedule schedule,
      WorkMeter meter,
      Failures failures,
      StopSignal signal,
      SplittableRandom random) {
    this.spec = spec;
    this.records = records;
    this.chooser = chooser;
    this.schedule = schedule;
    this.meter = meter;
    this.failures = failures;
    this.signal = signal;
    this.random = random;
  }

  void workUntil(long endNanos) {
    while (true) {
      long due = schedule.next();
      boolean inTime = due - endNanos < 0;
      if (!signal.parkUntil(inTime ? due : endNanos) || !inTime) {
        return;
      }
      long begun = schedule.throttled() ? System.nanoTime() : due;
      if (begun - endNanos >= 0) {
        return;
      }
      attempt(spec.mix().kind(random.nextInt(100)), due, begun);
    }
  }

  private void attempt(OperationKind kind, long due, long begun) {
    try {
      int touched = perform(kind);
      if (touched > 0) {
        meter.of(kind).record(due, begun, System.nanoTime(), touched);
      }
      failuresInARow = 0;
    } catch (RuntimeException e) {
      failures.add(e);
      int doublings = Math.min(failuresInARow++, PAUSE_DOUBLINGS_MAX);
      signal.parkUntil(System.nanoTime() + (PAUSE_NANOS_MIN << doublings));
    }
  }

  /** How many records it touched; 0 when every key there may be is there. */
  private int perform(OperationKind kind) {
    switch (kind) {
      case READ -> records.read(key());
      case UPDATE -> records.update(key());
      case READ_MODIFY_WRITE -> records.readModifyWrite(key());
      case SCAN -> {
        return records.scan(key(), 1 + random.nextInt(SCAN_RECORDS_MAX));
      }
      case INSERT -> {
        if (!records.insert()) {
          signal.raise(EndCause.KEYS);
          return 0;
        }
      }
    }
    return 1;
  }

  private long key() {
    return chooser.next(random, records.readable());
  }
}
