package dev.vitrine.api.graphql;

import org.jspecify.annotations.Nullable;

/** Input repeated in an error message, but never all of a long one. */
final class Shortened {

  private static final int CHARACTERS_MAX = 40;

  private Shortened() {}

  static String text(@Nullable Object input) {
    String text = String.valueOf(input);
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "…";
  }
}
