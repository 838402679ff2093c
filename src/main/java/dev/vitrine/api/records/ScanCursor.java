package dev.vitrine.api.records;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.ScanRange;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan goes on, as clients carry it from one part to the next: the direction, then the
 * bound that has moved in base64url. The other bound is the request's.
 */
public final class ScanCursor {

  private static final String ASCENDING = "a";
  private static final String DESCENDING = "d";

  private ScanCursor() {}

  /** The cursor of what follows a part; null at the end. */
  public static @Nullable String after(RecordPage part) {
    ScanRange next = part.next();
    if (next == null) {
      return null;
    }
    byte[] bound = Objects.requireNonNull(next.descending() ? next.end() : next.start());
    return direction(next) + Base64.getUrlEncoder().withoutPadding().encodeToString(bound);
  }

  /** The range from the cursor on; from its beginning without one. */
  public static ScanRange from(@Nullable String cursor, ScanRange range) {
    if (cursor == null) {
      return range;
    }
    if (!cursor.startsWith(direction(range))) {
      throw refusal();
    }
    byte[] bound = bound(cursor.substring(direction(range).length()));
    return range.descending()
        ? new ScanRange(range.start(), bound, true)
        : new ScanRange(bound, range.end(), false);
  }

  private static String direction(ScanRange range) {
    return range.descending() ? DESCENDING : ASCENDING;
  }

  private static byte[] bound(String base64) {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refusal();
    }
  }

  private static ProblemException refusal() {
    return ProblemException.invalid(
        "cursor", "must be the next cursor of the part before, in the same direction");
  }
}
