package dev.vitrine.engine;

import dev.vitrine.engine.Verification.State;
import dev.vitrine.engine.verify.OpenStore;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.verify.VerificationWatch;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One verification on its own thread. Thread-safe. */
final class VerificationJob implements VerificationWatch {

  private static final System.Logger LOG = System.getLogger(VerificationJob.class.getName());

  private final String id;
  private final OpenStore store;
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();
  private final Thread thread;
  private volatile boolean cancelled;
  private volatile Progress progress;

  /** How far it is, at one moment. */
  private record Progress(
      State state,
      long pagesDone,
      long pagesTotal,
      long findings,
      long endNanos,
      @Nullable String error,
      @Nullable VerificationReport report) {}

  VerificationJob(String id, long pagesTotal, OpenStore store) {
    this.id = id;
    this.store = store;
    this.progress = new Progress(State.RUNNING, 0, pagesTotal, 0, 0, null, null);
    this.thread = Thread.ofPlatform().daemon().name("vitrine-verification").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String id() {
    return id;
  }

  boolean running() {
    return progress.state == State.RUNNING;
  }

  void cancel() {
    cancelled = true;
  }

  Verification now() {
    Progress now = progress;
    long end = now.state == State.RUNNING ? System.nanoTime() : now.endNanos;
    return new Verification(
        id,
        now.state,
        now.pagesDone,
        now.pagesTotal,
        now.findings,
        startedAt,
        (end - startNanos) / 1_000_000,
        now.error,
        now.report);
  }

  private void run() {
    try {
      VerificationReport report = store.verify(this);
      end(State.DONE, report.findingCount(), null, report);
    } catch (CancellationException e) {
      end(State.CANCELLED, progress.findings, null, null);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the verification failed", e);
      end(State.FAILED, progress.findings, String.valueOf(e.getMessage()), null);
    }
  }

  private void end(
      State state, long findings, @Nullable String error, @Nullable VerificationReport report) {
    Progress last = progress;
    progress =
        new Progress(
            state, last.pagesDone, last.pagesTotal, findings, System.nanoTime(), error, report);
  }

  @Override
  public void reached(long pagesDone, long pagesTotal, long findings) {
    progress = new Progress(State.RUNNING, pagesDone, pagesTotal, findings, 0, null, null);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  void awaitEnd() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
