package dev.vitrine.api;

import java.util.Base64;
import java.util.Optional;

/** Base64 as RFC 4648 section 4 has it: padding required, no line breaks, no stray bits. */
public final class StrictBase64 {

  private StrictBase64() {}

  /** The bytes, or empty for a text that no encoder makes. */
  public static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The JDK's decoder forgives missing padding and stray bits; the encoder makes neither.
      return Base64.getEncoder().encodeToString(bytes).equals(text)
          ? Optional.of(bytes)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
