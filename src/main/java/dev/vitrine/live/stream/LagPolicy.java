package dev.vitrine.live.stream;

/** What happens to a client whose queue is full. */
public enum LagPolicy {
  /** The oldest entries are dropped, and a gap tells it. */
  DROP_OLDEST,
  /** All of the queue is dropped, a gap tells it, and the stream goes on at the newest. */
  LATEST,
  /** The stream is closed. */
  DISCONNECT
}
