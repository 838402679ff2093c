package dev.vitrine.workload;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Loads the keys, run by run: keys of a run come to lie side by side, as a scan will want them.
 * Shared by the threads that load.
 */
final class Loader implements IntConsumer {

  private static final int RUN_KEYS = 256;

  /** A key that can't be loaded so often ends the workload: without it there is nothing to do. */
  static final int ATTEMPTS_MAX = 10;

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final long keys;
  private final VerifiedRecords records;
  private final WorkMeter meter;
  private final Failures failures;
  private final StopSignal signal;
  private final AtomicLong nextRun = new AtomicLong();

  Loader(
      long keys, VerifiedRecords records, WorkMeter meter, Failures failures, StopSignal signal) {
    this.keys = keys;
    this.records = records;
    this.meter = meter;
    this.failures = failures;
    this.signal = signal;
  }

  @Override
  public void accept(int thread) {
    long first;
    while ((first = nextRun.getAndAdd(RUN_KEYS)) < keys) {
      for (long key = first; key < Math.min(first + RUN_KEYS, keys); key++) {
        if (!load(key)) {
          return;
        }
      }
    }
  }

  private boolean load(long key) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX && !signal.raised(); attempt++) {
      try {
        records.load(key);
        meter.loadedOne();
        return true;
      } catch (RuntimeException e) {
        failures.add(e);
        signal.parkUntil(System.nanoTime() + PAUSE_NANOS);
      }
    }
    signal.raise(EndCause.ERROR);
    return false;
  }
}
