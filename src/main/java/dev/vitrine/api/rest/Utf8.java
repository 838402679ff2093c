package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** JSON between systems is UTF-8 without a byte order mark (RFC 8259 section 8.1). */
final class Utf8 {

  private static final int CHUNK_CHARS = 4_096;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private Utf8() {}

  /** Refuses bytes that are another encoding; {@code field} is told as the culprit. */
  static void require(String field, byte[] json) {
    ByteBuffer start = ByteBuffer.wrap(json, 0, Math.min(json.length, MARK.length));
    if (start.equals(ByteBuffer.wrap(MARK))) {
      throw ProblemException.invalid(field, "must not begin with a byte order mark");
    }
    // JSON has no NUL, and UTF-16 and UTF-32 have one among the first two bytes of any object.
    boolean wide = json.length > 1 && (json[0] == 0 || json[1] == 0);
    if (wide || !valid(json)) {
      throw ProblemException.invalid(field, "must be JSON in UTF-8");
    }
  }

  private static boolean valid(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(CHUNK_CHARS);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return !result.isError();
  }
}
