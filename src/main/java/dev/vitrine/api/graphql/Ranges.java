package dev.vitrine.api.graphql;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;

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

  private static EngineException refusal(String argument, String range, Number value) {
    return new EngineException(
            ErrorCode.INVALID_REQUEST, "%s must be %s, not %s".formatted(argument, range, value))
        .with("field", argument);
  }
}
