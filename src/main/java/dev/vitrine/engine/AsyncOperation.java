package dev.vitrine.engine;

import org.jspecify.annotations.Nullable;

/**
 * A read or write in the asynchronous queue.
 *
 * @param lsn of the page read or written; null until it succeeded
 * @param data the image read; null for writes and until it succeeded
 * @param errorCode and {@code error}: why it failed; null unless it did
 */
public record AsyncOperation(
    String id,
    Kind kind,
    long pageId,
    IoPriority priority,
    State state,
    @Nullable Long lsn,
    byte @Nullable [] data,
    @Nullable String errorCode,
    @Nullable String error) {

  /** What it does. */
  public enum Kind {
    READ,
    WRITE
  }

  /** How far it is. */
  public enum State {
    QUEUED,
    RUNNING,
    SUCCEEDED,
    FAILED
  }
}
