package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.StrictBase64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the one JSON object of a request, and nothing else: unknown and repeated fields, other
 * types, bad base64, long lists and trailing input are refused by name or by place.
 */
final class JsonBody {

  private static final String BODY = "body";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // The bytes are bounded before they come here.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final JsonParser parser;
  private final String whole;

  private JsonBody(JsonParser parser, String whole) {
    this.parser = parser;
    this.whole = whole;
  }

  /** What {@code form} makes of the object; it must read all of it. */
  static <T> T read(byte[] utf8, Function<JsonBody, T> form) {
    return read(BODY, utf8, form);
  }

  /** The same where the object is not all of the request but is called {@code whole}. */
  static <T> T read(String whole, byte[] utf8, Function<JsonBody, T> form) {
    Utf8.require(whole, utf8);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
      JsonBody body = new JsonBody(parser, whole);
      parser.nextToken();
      T read = form.apply(body);
      if (parser.nextToken() != null) {
        throw ProblemException.invalid(whole, "must be one JSON object with nothing after it");
      }
      return read;
    } catch (JacksonException e) {
      throw ProblemException.invalid(whole, JsonErrors.reason(e) + place(e.getLocation()));
    }
  }

  /** Reads an object, the reader of each field for its value. */
  void object(Map<String, Runnable> readers) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw ProblemException.invalid(here(), "must be a JSON object with " + fields(readers));
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Runnable reader = readers.get(name);
      if (reader == null) {
        throw ProblemException.invalid(
            name,
            "is not a field of this request; " + names(readers) + (one(readers) ? " is" : " are"));
      }
      parser.nextToken();
      reader.run();
    }
  }

  /** The field that the value is in, or that its list is in. */
  private String here() {
    TokenStreamContext at = parser.streamReadContext();
    while (at != null && at.currentName() == null) {
      at = at.getParent();
    }
    return at == null ? whole : at.currentName();
  }

  byte[] base64() {
    String field = parser.currentName();
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw ProblemException.invalid(field, "must be a string of base64");
    }
    return StrictBase64.decode(parser.getString())
        .orElseThrow(
            () -> ProblemException.invalid(field, "must be base64 with padding (RFC 4648)"));
  }

  String text() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw ProblemException.invalid(parser.currentName(), "must be a string");
    }
    return parser.getString();
  }

  /** A page id; {@code field} is told when it is none. */
  long pageId(String field) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw ProblemException.invalid(field, PageIds.RULE);
    }
    try {
      return PageIds.require(field, parser.getLongValue());
    } catch (InputCoercionException e) {
      throw ProblemException.invalid(field, PageIds.RULE);
    }
  }

  /** A list of at most {@code max} items. */
  <T> List<T> list(String field, int max, String tooLong, Supplier<T> item) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw ProblemException.invalid(field, "must be a list");
    }
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == max) {
        throw ProblemException.invalid(field, tooLong);
      }
      items.add(item.get());
    }
    return items;
  }

  /** A field that has to be there. */
  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw ProblemException.invalid(field, "must be given");
    }
    return value;
  }

  private static boolean one(Map<String, Runnable> readers) {
    return readers.size() == 1;
  }

  private static String fields(Map<String, Runnable> readers) {
    return (one(readers) ? "the field " : "the fields ") + names(readers);
  }

  private static String names(Map<String, Runnable> readers) {
    return readers.keySet().stream().sorted().collect(Collectors.joining(", "));
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
