package dev.vitrine.api.records;

import dev.vitrine.api.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys and values as text: UTF-8 and nothing else, so that bytes come back as they went. */
public final class RecordText {

  private RecordText() {}

  /** The text's bytes; half of a surrogate pair has none, and {@code field} is told then. */
  public static byte[] bytes(String field, String text) {
    try {
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw ProblemException.invalid(field, "must be whole Unicode characters");
    }
  }

  /** The bytes as text, or null when they are none. */
  public static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
