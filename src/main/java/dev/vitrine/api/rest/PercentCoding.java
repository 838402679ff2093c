package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The exact bytes of a path's last segment or a query's value. What Spring hands out is text: bytes
 * that are none become question marks there, and a path ends at its semicolon.
 */
final class PercentCoding {

  private PercentCoding() {}

  static byte[] lastSegment(ServerHttpRequest request, String field) {
    PathContainer path = request.getPath().pathWithinApplication();
    return decode(path.elements().getLast().value(), field, false);
  }

  /** The value of the query's parameter; null when it has none. */
  static byte @Nullable [] queryValue(ServerHttpRequest request, String name) {
    String query = request.getURI().getRawQuery();
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decode(pair.substring(name.length() + 1), name, true);
      }
    }
    return null;
  }

  private static byte[] decode(String raw, String field, boolean plusIsBlank) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(hex(raw, i + 1, field));
        i += 2;
      } else {
        // Beyond ASCII: a byte that the client did not encode.
        bytes.write(c == '+' && plusIsBlank ? ' ' : c);
      }
    }
    return bytes.toByteArray();
  }

  private static int hex(String raw, int at, String field) {
    int high = at + 1 < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(raw.charAt(at + 1), 16);
    if (low < 0) {
      throw ProblemException.invalid(field, "must have two hexadecimal digits after each %");
    }
    return high << 4 | low;
  }
}
