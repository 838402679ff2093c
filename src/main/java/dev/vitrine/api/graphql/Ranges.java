package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemException;

/** Arguments that must lie within bounds; a refusal names the argument and the bounds. */
final class Ranges {

  private Ranges() {}

  static int whole(String argument, int value, int min, int max) {
    if (value < min || value > max) {
      throw refusal(argument, "%d to %d".formatted(min, max), value);
    }
    return value;
  }

  static double ratio(String argument, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw refusal(argument, "0 to 1", value);
    }
    return value;
  }

  private static ProblemException refusal(String argument, String range, Number value) {
    return ProblemException.invalid(argument, "must be %s, not %s".formatted(range, value));
  }
}
