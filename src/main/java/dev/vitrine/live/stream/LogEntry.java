package dev.vitrine.live.stream;

import org.jspecify.annotations.Nullable;

/**
 * One place of a log. An entry carries one number and an item; a loss carries the numbers {@code
 * first..last} of events that never reached the log, and no item.
 *
 * @param position its place, dense: 1, 2, 3 …
 * @param startOffset bytes of all frames before this one
 */
record LogEntry(
    long position,
    long firstSequence,
    long lastSequence,
    long startOffset,
    @Nullable StreamItem item) {

  /** The place before the first. */
  static final LogEntry ORIGIN = new LogEntry(0, 0, 0, 0, null);

  /** Bytes of all frames up to and including this one. */
  long endOffset() {
    return item == null ? startOffset : startOffset + item.json().length;
  }
}
