package dev.vitrine.workload;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The workloads of a service: those that go on and the last that have ended. To be closed before
 * the engine is. Thread-safe; no method waits for a workload but {@link #close}.
 */
public final class Workloads implements AutoCloseable {

  public static final int ACTIVE_MAX = 4;
  public static final int ENDED_MAX = 64;

  /** How long {@link #close} lets workloads clean up; what they have not removed then stays. */
  public static final Duration CLEAN_UP_AT_CLOSE_MAX = Duration.ofSeconds(10);

  /** How long {@link #close} waits for operations in the engine after that. */
  private static final Duration LAST_OPERATIONS_MAX = Duration.ofSeconds(5);

  private final Map<String, WorkloadTarget.Factory> targets;
  private final Runnable requireWritable;
  private final Map<String, Workload> workloads = new LinkedHashMap<>();
  private final WorkloadTotals totals = new WorkloadTotals();
  private long started;
  private boolean closed;
  private long closedNanos;

  /**
   * @param requireWritable throws while the engine takes no changes: every workload makes some
   */
  public Workloads(List<WorkloadTarget.Factory> targets, Runnable requireWritable) {
    this.requireWritable = requireWritable;
    this.targets =
        targets.stream()
            .collect(Collectors.toMap(WorkloadTarget.Factory::name, Function.identity()));
  }

  /**
   * Starts a workload under a name of its own ({@code ycsb-a-1}); {@code invalid-request} with the
   * {@code field}, {@code read-only}, {@code busy} while {@link #ACTIVE_MAX} go on or after the
   * close.
   */
  public synchronized WorkloadProgress start(WorkloadSpec spec) {
    WorkloadTarget.Factory factory = targets.get(spec.target());
    if (factory == null) {
      throw WorkloadSpec.invalid(
          "target",
          "target is %s, not one of %s"
              .formatted(spec.target(), targets.keySet().stream().sorted().toList()));
    }
    spec.requireRecordsOfAtMost(factory.recordBytesMax());
    requireWritable.run();
    requireRoom();
    String name = "ycsb-%s-%d".formatted(spec.mix().label(), ++started);
    Workload workload = new Workload(name, spec, factory.create(spec), totals);
    workload.start();
    workloads.put(name, workload);
    forgetTheOldest();
    return workload.progress();
  }

  public synchronized Optional<WorkloadProgress> get(String name) {
    return Optional.ofNullable(workloads.get(name)).map(Workload::progress);
  }

  /** What all of them did together. */
  public WorkloadTotals totals() {
    return totals;
  }

  /** A look at a workload for as long as the caller likes. */
  public synchronized Optional<WorkloadWatch> watch(String name) {
    return Optional.ofNullable(workloads.get(name));
  }

  /** Every workload that is remembered, in the order of their starts. */
  public synchronized List<WorkloadProgress> list() {
    forgetTheOldest();
    return workloads.values().stream().map(Workload::progress).toList();
  }

  /**
   * Asks a workload to stop: it works no more a second later, and removes what it made. Does
   * nothing to one that has ended.
   */
  public synchronized Optional<WorkloadProgress> stop(String name) {
    Workload workload = workloads.get(name);
    if (workload == null) {
      return Optional.empty();
    }
    workload.stop();
    return Optional.of(workload.progress());
  }

  /** Takes no more, and asks every workload to stop. Waits for nothing; {@link #close} does. */
  public synchronized void beginClose() {
    if (!closed) {
      closed = true;
      closedNanos = System.nanoTime();
    }
    workloads.values().forEach(Workload::stop);
  }

  /** Stops every workload and waits until its threads are gone. */
  @Override
  public void close() {
    beginClose();
    List<Workload> all;
    long deadline;
    synchronized (this) {
      all = List.copyOf(workloads.values());
      deadline = closedNanos + CLEAN_UP_AT_CLOSE_MAX.toNanos();
    }
    all.forEach(workload -> workload.awaitEnd(deadline));
    all.forEach(Workload::leaveTheRest);
    long lastDeadline = System.nanoTime() + LAST_OPERATIONS_MAX.toNanos();
    all.forEach(workload -> workload.awaitEnd(lastDeadline));
  }

  private void requireRoom() {
    if (closed) {
      throw new EngineException(ErrorCode.BUSY, "the service is closing");
    }
    long active = workloads.values().stream().filter(workload -> !workload.ended()).count();
    if (active >= ACTIVE_MAX) {
      throw new EngineException(
              ErrorCode.BUSY, "%d workloads go on; stop one first".formatted(active))
          .with("active_workloads", active)
          .with("max_active_workloads", ACTIVE_MAX);
    }
  }

  private void forgetTheOldest() {
    long ended = workloads.values().stream().filter(Workload::ended).count();
    Iterator<Workload> oldest = workloads.values().iterator();
    while (ended > ENDED_MAX && oldest.hasNext()) {
      if (oldest.next().ended()) {
        oldest.remove();
        ended--;
      }
    }
  }
}
