package dev.vitrine.api.rest;

import org.jspecify.annotations.Nullable;

/** Where a listing goes on: the number after which its next part starts. */
final class PagingCursor {

  /** Before the first number as a parameter, past the last one as the engine's answer. */
  private static final int NONE = -1;

  private PagingCursor() {}

  static long after(@Nullable Long cursor) {
    return cursor == null ? NONE : cursor;
  }

  static int after(@Nullable Integer cursor) {
    return cursor == null ? NONE : cursor;
  }

  static @Nullable String of(long nextAfter) {
    return nextAfter == NONE ? null : Long.toString(nextAfter);
  }
}
