package dev.vitrine.workload;

import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loads, runs and cleans up, in the thread that calls {@link #run}; the others look at it. */
final class WorkloadRun {

  private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  /** The running time as planned, by {@link System#nanoTime}. */
  private record Running(Schedule schedule, long beginNanos, long endNanos) {}

  private final String name;
  private final WorkloadSpec spec;
  private final WorkloadTarget target;
  private final StopSignal signal;
  private final Failures failures;
  private final WorkMeter meter;
  private final VerifiedRecords records;
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();

  private volatile Phase phase = Phase.LOADING;
  private volatile @Nullable Running running;
  private volatile @Nullable EndCause endCause;
  private volatile long workEndedNanos;
  private volatile long endedNanos;
  private volatile boolean leaveTheRest;

  WorkloadRun(String name, WorkloadSpec spec, WorkloadTarget target, StopSignal signal) {
    this.name = name;
    this.spec = spec;
    this.target = target;
    this.signal = signal;
    this.failures = new Failures(spec.onError(), signal);
    this.meter = new WorkMeter(spec);
    this.records = new VerifiedRecords(target, spec);
  }

  /** Returns when the workload has ended and its threads are gone; throws nothing. */
  void run() {
    guarded(this::load);
    if (!signal.raised()) {
      guarded(this::work);
    }
    EndCause cause = signal.raise(EndCause.DURATION);
    workEndedNanos = System.nanoTime();
    endCause = cause;
    phase = Phase.STOPPING;
    if (!spec.keep()) {
      guarded(this::cleanUp);
    }
    endedNanos = System.nanoTime();
    phase = cause.phase();
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    failures.count(failure);
    signal.raise(EndCause.ERROR);
  }

  WorkMeter meter() {
    return meter;
  }

  Map<String, Long> errors() {
    return failures.byKind();
  }

  boolean ended() {
    return phase.ended();
  }

  /** What is left to remove stays. */
  void leaveTheRest() {
    leaveTheRest = true;
  }

  private void load() {
    Loader loader = new Loader(spec.keys(), records, meter, failures, signal);
    meter.sampleLoad(System.nanoTime());
    crew(() -> meter.sampleLoad(System.nanoTime())).work(spec.threads(), loader);
  }

  private void work() {
    KeyChooser chooser = KeyChooser.of(spec.distribution(), spec.keys());
    SplittableRandom seeds = new SplittableRandom(spec.seed());
    Worker[] workers = new Worker[spec.threads()];
    long begin = System.nanoTime();
    Schedule schedule = new Schedule(begin, spec.targetOpsPerSecond());
    for (int i = 0; i < workers.length; i++) {
      workers[i] =
          new Worker(spec, records, chooser, schedule, meter, failures, signal, seeds.split());
    }
    long end = begin + spec.duration().toNanos();
    running = new Running(schedule, begin, end);
    meter.sampleWork(begin);
    phase = Phase.RUNNING;
    crew(() -> meter.sampleWork(System.nanoTime()))
        .work(workers.length, number -> workers[number].workUntil(end));
  }

  private void cleanUp() {
    crew(() -> {}).work(spec.threads(), number -> removeAll());
  }

  private void removeAll() {
    boolean more = true;
    while (more && !leaveTheRest) {
      try {
        more = target.removeNext();
      } catch (RuntimeException e) {
        failures.count(e);
      }
    }
  }

  private Crew crew(Runnable tick) {
    return new Crew(name, signal, tick, this::fail);
  }

  WorkloadProgress progress() {
    Phase now = phase;
    Running run = running;
    return new WorkloadProgress(
        name,
        spec,
        now,
        endCause,
        meter.loaded(),
        meter.done(),
        perSecond(now),
        run == null ? 0 : meter.done() * NANOS_PER_SECOND / workedNanos(now, run),
        run == null || now != Phase.RUNNING ? 0 : run.schedule().backlog(System.nanoTime()),
        meter.progress(now.ended()),
        failures.byKind(),
        failures.mostSerious(),
        target.left(),
        startedAt,
        TimeUnit.NANOSECONDS.toMillis((now.ended() ? endedNanos : System.nanoTime()) - startNanos),
        remainingMillis(now, run));
  }

  private double perSecond(Phase now) {
    return switch (now) {
      case LOADING -> meter.loadedPerSecond();
      case RUNNING -> meter.donePerSecond();
      case STOPPING, DONE, FAILED, STOPPED -> 0;
    };
  }

  private long workedNanos(Phase now, Running run) {
    return Math.max(
        1, (now == Phase.RUNNING ? System.nanoTime() : workEndedNanos) - run.beginNanos());
  }

  private long remainingMillis(Phase now, @Nullable Running run) {
    return switch (now) {
      case LOADING -> spec.duration().toMillis();
      case RUNNING ->
          run == null
              ? 0
              : Math.max(0, TimeUnit.NANOSECONDS.toMillis(run.endNanos() - System.nanoTime()));
      case STOPPING, DONE, FAILED, STOPPED -> 0;
    };
  }
}
