package dev.vitrine.engine;

import dev.vitrine.engine.verify.VerificationReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verification of the store, while it works.
 *
 * @param pagesDone pages looked at
 * @param pagesTotal pages to look at
 * @param findings so far
 * @param durationMs since the start, or from the start to the end
 * @param error why it failed; null unless it did
 * @param report what it came to; null until it is done
 */
public record Verification(
    String id,
    State state,
    long pagesDone,
    long pagesTotal,
    long findings,
    Instant startedAt,
    long durationMs,
    @Nullable String error,
    @Nullable VerificationReport report) {

  /** How far it is. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }
}
