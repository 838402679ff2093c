package dev.vitrine.engine;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;

/** Tells people how far a recovery is, every few seconds, and what it came to. For one thread. */
final class RecoveryProgress {

  private static final System.Logger LOG = System.getLogger(RecoveryProgress.class.getName());
  private static final long TOLD_EVERY_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final double MIB = 1 << 20;

  private final long bytes;
  private long toldNanos = System.nanoTime();

  RecoveryProgress(long bytes) {
    this.bytes = bytes;
  }

  void reached(long position) {
    long now = System.nanoTime();
    if (now - toldNanos >= TOLD_EVERY_NANOS) {
      toldNanos = now;
      LOG.log(
          Level.INFO, "recovery: %.0f of %.0f MiB of log".formatted(position / MIB, bytes / MIB));
    }
  }

  void done(RecoveryReport report) {
    if (report.needed()) {
      LOG.log(
          Level.INFO,
          "recovered: %d changes in %.1f MiB of log, %d pages written, %.3f s"
              .formatted(
                  report.records(),
                  report.logBytes() / MIB,
                  report.pagesWritten(),
                  report.durationUs() / 1e6));
    }
  }
}
