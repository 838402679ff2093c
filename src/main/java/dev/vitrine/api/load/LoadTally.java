package dev.vitrine.api.load;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of an upload. Thread-safe: one thread counts, any thread looks. */
final class LoadTally {

  private final String id;
  private final String file;
  private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final long startedNanos = System.nanoTime();
  private final List<RefusedLine> refusedLines = new ArrayList<>();
  private LoadState state = LoadState.LOADING;
  private long settledLines;
  private long created;
  private long replaced;
  private long refused;
  private long bytesReceived;
  private long endedNanos;
  private @Nullable ProblemCode problem;
  private @Nullable String error;

  LoadTally(String id, String file) {
    this.id = id;
    this.file = file;
  }

  String file() {
    return file;
  }

  synchronized void received(long bytes) {
    bytesReceived += bytes;
  }

  synchronized void stored(boolean isNew) {
    if (isNew) {
      created++;
    } else {
      replaced++;
    }
  }

  /**
   * @param first of the lines, in their order
   */
  synchronized void refused(List<RefusedLine> first, long count) {
    refused += count;
    first.stream()
        .limit(LoadProgress.REPORTED_LINES_MAX - refusedLines.size())
        .forEach(refusedLines::add);
  }

  synchronized void settled(long lastLine) {
    settledLines = lastLine;
  }

  /** The first end counts. */
  synchronized void done() {
    end(LoadState.DONE);
  }

  synchronized void failed(Problem why) {
    if (end(LoadState.FAILED)) {
      problem = why.code();
      error = why.detail();
    }
  }

  synchronized void interrupted(String why) {
    if (end(LoadState.INTERRUPTED)) {
      error = why;
    }
  }

  private boolean end(LoadState how) {
    if (state.ended()) {
      return false;
    }
    state = how;
    endedNanos = System.nanoTime();
    return true;
  }

  synchronized LoadProgress progress() {
    long until = state.ended() ? endedNanos : System.nanoTime();
    return new LoadProgress(
        id,
        file,
        state,
        settledLines,
        created,
        replaced,
        refused,
        List.copyOf(refusedLines),
        bytesReceived,
        startedAt,
        Duration.ofNanos(until - startedNanos).toMillis(),
        problem == null ? null : problem.code(),
        error,
        problem);
  }
}
