package dev.vitrine.engine;

import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.engine.wal.WriteAheadLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The log's own recurring work: makes stable what nobody waits for, has the next segment ready, and
 * takes checkpoints when they are due. Two daemon threads, so that a sync waits for no checkpoint.
 */
final class LogKeeper implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LogKeeper.class.getName());
  private static final long CHECK_MILLIS = 100;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final WriteAheadLog log;
  private final Checkpointer checkpointer;
  private final LogConfig config;
  private final ReadOnlySwitch readOnly;
  private final ScheduledExecutorService syncs = executor("vitrine-log");
  private final ScheduledExecutorService checkpoints = executor("vitrine-checkpoint");

  LogKeeper(
      WriteAheadLog log, Checkpointer checkpointer, LogConfig config, ReadOnlySwitch readOnly) {
    this.log = log;
    this.checkpointer = checkpointer;
    this.config = config;
    this.readOnly = readOnly;
    long syncMillis = Math.max(1, config.syncInterval().toMillis());
    every(syncs, syncMillis, new Recurring("syncing the log", this::sync));
    every(syncs, CHECK_MILLIS, new Recurring("making room for the log", log::prepareAhead));
    every(checkpoints, CHECK_MILLIS, new Recurring("a checkpoint", this::checkpointIfDue));
  }

  private void sync() {
    log.ensureDurable(log.lastLsn());
  }

  private void checkpointIfDue() {
    if (due()) {
      checkpointer.take();
    }
  }

  private boolean due() {
    Duration interval = config.checkpointInterval();
    long bytes = checkpointer.bytesSinceLast();
    return bytes >= config.checkpointBytes()
        || (bytes > 0 && log.wantsRoom())
        || (bytes > 0 && !interval.isZero() && checkpointer.nanosSinceLast() >= interval.toNanos());
  }

  private static ScheduledExecutorService executor(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }

  // Nothing is thrown into the future: Recurring sees to that.
  @SuppressWarnings("FutureReturnValueIgnored")
  private static void every(ScheduledExecutorService executor, long millis, Recurring work) {
    executor.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Work that goes on when it fails, after a pause, and tells each reason once. */
  private final class Recurring implements Runnable {

    private final String name;
    private final Runnable work;
    private long notBeforeNanos = System.nanoTime();
    private String told = "";

    Recurring(String name, Runnable work) {
      this.name = name;
      this.work = work;
    }

    @Override
    public void run() {
      if (readOnly.reason() != null || System.nanoTime() - notBeforeNanos < 0) {
        return;
      }
      try {
        work.run();
        told = "";
      } catch (RuntimeException e) {
        notBeforeNanos = System.nanoTime() + RETRY_NANOS;
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(told)) {
          told = reason;
          LOG.log(Level.ERROR, name + " failed; it is tried again unless read-only", e);
        }
      }
    }
  }

  /** Returns when nothing runs any more. */
  @Override
  public void close() {
    syncs.close();
    checkpoints.close();
  }
}
