package dev.vitrine.api.graphql;

import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import org.jspecify.annotations.Nullable;

/** Paging through lists: a limit, and a cursor that is opaque to clients. */
final class ListPart {

  private static final int LIMIT_DEFAULT = Integer.parseInt(Limits.LISTING_DEFAULT);
  private static final int START = -1;

  private ListPart() {}

  static int limit(@Nullable Integer limit) {
    return limit == null ? LIMIT_DEFAULT : Ranges.whole("limit", limit, 1, Limits.LISTING_MAX);
  }

  /** The number to go on after, at most {@code max}; -1 for the start. */
  static long after(@Nullable String cursor, long max) {
    if (cursor == null) {
      return START;
    }
    if (cursor.matches("[0-9]{1,18}")) {
      long after = Long.parseLong(cursor);
      if (after <= max) {
        return after;
      }
    }
    throw ProblemException.invalid(
        "cursor",
        "must be the nextCursor of the answer before, not '%s'".formatted(Shortened.text(cursor)));
  }

  /** The cursor of the next part; null at the end. */
  static @Nullable String next(long nextAfter) {
    return nextAfter == START ? null : Long.toString(nextAfter);
  }
}
