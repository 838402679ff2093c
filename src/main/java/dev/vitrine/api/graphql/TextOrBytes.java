package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.records.RecordText;
import org.jspecify.annotations.Nullable;

/** Keys and values that an argument gives as bytes, or a neighbour of it as text. */
final class TextOrBytes {

  private static final String TEXT = "Text";

  private TextOrBytes() {}

  /** The bytes of the one that is given; null when none is. */
  static byte @Nullable [] optional(
      String argument, byte @Nullable [] bytes, @Nullable String text) {
    if (bytes != null && text != null) {
      throw ProblemException.invalid(
          argument, "must be given once, not also as " + argument + TEXT);
    }
    return text == null ? bytes : RecordText.bytes(argument + TEXT, text);
  }

  static byte[] required(String argument, byte @Nullable [] bytes, @Nullable String text) {
    byte[] given = optional(argument, bytes, text);
    if (given == null) {
      throw ProblemException.invalid(argument, "must be given, or " + argument + TEXT);
    }
    return given;
  }
}
