package dev.vitrine.api.records;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.ScanRange;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ranges of keys as clients ask for them: bounds, a prefix, or both. */
public final class KeyRanges {

  private KeyRanges() {}

  /**
   * The keys that lie in the bounds and have the prefix.
   *
   * @param start the lowest key, included, whatever the direction
   * @param end the first key above, not included
   */
  public static ScanRange of(
      byte @Nullable [] start,
      byte @Nullable [] end,
      byte @Nullable [] prefix,
      boolean descending) {
    if (start != null && end != null && Arrays.compareUnsigned(start, end) >= 0) {
      throw ProblemException.invalid(
          "end", "must be above start, in both directions; descending=true begins at the end");
    }
    if (prefix == null) {
      return new ScanRange(start, end, descending);
    }
    return new ScanRange(higher(start, prefix), lower(end, firstAbove(prefix)), descending);
  }

  private static byte[] higher(byte @Nullable [] one, byte[] other) {
    return one != null && Arrays.compareUnsigned(one, other) > 0 ? one : other;
  }

  private static byte @Nullable [] lower(byte @Nullable [] one, byte @Nullable [] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Arrays.compareUnsigned(one, other) < 0 ? one : other;
  }

  /** The first key above all that have the prefix; null when there is none. */
  private static byte @Nullable [] firstAbove(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] above = Arrays.copyOf(prefix, length);
    above[length - 1]++;
    return above;
  }
}
