package dev.vitrine.workload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A started workload and the thread that leads it. Once it has ended it holds its last progress and
 * nothing else: neither target nor histograms. Thread-safe.
 */
final class Workload implements WorkloadWatch {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final String name;
  private final StopSignal signal = new StopSignal();
  private final WorkloadTotals totals;
  private final Thread leader;
  private final CompletableFuture<WorkloadProgress> end = new CompletableFuture<>();
  private volatile @Nullable WorkloadRun run;
  private volatile @Nullable WorkloadProgress last;

  Workload(String name, WorkloadSpec spec, WorkloadTarget target) {
    this(name, spec, target, new WorkloadTotals());
  }

  Workload(String name, WorkloadSpec spec, WorkloadTarget target, WorkloadTotals totals) {
    this.name = name;
    this.totals = totals;
    this.run = new WorkloadRun(name, spec, target, signal);
    this.leader = Thread.ofPlatform().daemon().name("workload-" + name).unstarted(this::lead);
  }

  String name() {
    return name;
  }

  void start() {
    leader.start();
  }

  /** As its progress says. */
  boolean ended() {
    WorkloadRun current = run;
    return last != null || current == null || current.ended();
  }

  @Override
  public CompletionStage<WorkloadProgress> end() {
    return end.minimalCompletionStage();
  }

  @Override
  public WorkloadProgress progress() {
    WorkloadRun current = run;
    WorkloadProgress result = last;
    if (result != null) {
      return result;
    }
    if (current == null) {
      throw new IllegalStateException("a workload that ended without a result");
    }
    return current.progress();
  }

  /** Ends the work within a second; cleaning up may take longer. Does not wait. */
  void stop() {
    signal.raise(EndCause.REQUEST);
  }

  /** Ends cleaning up too; what is not removed by now stays. */
  void leaveTheRest() {
    WorkloadRun current = run;
    if (current != null) {
      current.leaveTheRest();
    }
  }

  /** Waits until its threads are gone; false when they are still there then. */
  boolean awaitEnd(long deadlineNanos) {
    boolean interrupted = false;
    while (leader.isAlive() && System.nanoTime() - deadlineNanos < 0) {
      LockSupport.parkNanos(this, LOOK_NANOS);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !leader.isAlive();
  }

  private void lead() {
    WorkloadRun current = run;
    if (current == null) {
      return;
    }
    totals.began(current);
    current.run();
    totals.ended(current);
    // In this order: progress() reads them the other way round.
    WorkloadProgress result = current.progress();
    last = result;
    run = null;
    end.complete(result);
  }
}
