package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.records.RecordText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How a key is written in a path or a query, below its percent-encoding. */
enum KeyEncoding {
  TEXT("text"),
  BASE64URL("base64url"),
  HEX("hex");

  static final String PARAMETER = "key_encoding";
  static final String DEFAULT = "text";
  static final String DESCRIPTION =
      "How keys are written in the path and the query: as percent-encoded UTF-8, or as base64url"
          + " (RFC 4648, section 5, padding optional) or hex, which any bytes can be.";

  private final String label;

  KeyEncoding(String label) {
    this.label = label;
  }

  static KeyEncoding of(@Nullable String label) {
    String asked = label == null ? DEFAULT : label;
    return Arrays.stream(values())
        .filter(it -> it.label.equals(asked))
        .findFirst()
        .orElseThrow(() -> ProblemException.invalid(PARAMETER, "must be text, base64url or hex"));
  }

  /** The key that these bytes of a request stand for; {@code field} is told when they are none. */
  byte[] key(String field, byte[] written) {
    String text = RecordText.text(written);
    if (text == null) {
      throw ProblemException.invalid(
          field, "must be UTF-8; for other bytes there is " + PARAMETER + "=base64url or hex");
    }
    try {
      return switch (this) {
        case TEXT -> written;
        case BASE64URL -> base64Url(text);
        case HEX -> HexFormat.of().parseHex(text);
      };
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(field, "must be " + label);
    }
  }

  /** Stray bits are refused: else a key would have several names. */
  private static byte[] base64Url(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    Base64.Encoder encoder = Base64.getUrlEncoder();
    if (!text.equals(encoder.encodeToString(bytes))
        && !text.equals(encoder.withoutPadding().encodeToString(bytes))) {
      throw new IllegalArgumentException("no encoder makes this");
    }
    return bytes;
  }

  /** The same key in a path. */
  static String inPath(byte[] key) {
    StringBuilder path = new StringBuilder();
    for (byte b : key) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-_~".indexOf(c) >= 0);
      path.append(plain ? String.valueOf(c) : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return RecordText.text(key) == null
        ? new String(Base64.getUrlEncoder().withoutPadding().encode(key), StandardCharsets.US_ASCII)
            + "?"
            + PARAMETER
            + "="
            + BASE64URL.label
        : path.toString();
  }
}
