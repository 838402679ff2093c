package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.StrictBase64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses <code>{"data": "&lt;base64>"}</code> and nothing else: unknown and repeated fields, other
 * types, bad base64 and trailing input are refused by name or by place.
 */
final class ByteBodyParser {

  private static final String DATA = "data";
  private static final String BODY = "body";

  private final JsonFactory json;

  ByteBodyParser(int bodyBytesMax) {
    this.json =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(bodyBytesMax).build())
            .build();
  }

  ByteBody parse(byte[] utf8) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), utf8)) {
      return parse(parser);
    } catch (JacksonException e) {
      throw ProblemException.invalid(
          BODY, "must be JSON: " + e.getOriginalMessage() + place(e.getLocation()));
    }
  }

  private static ByteBody parse(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw ProblemException.invalid(BODY, "must be a JSON object with the field data");
    }
    byte[] data = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      data = field(parser);
    }
    if (parser.nextToken() != null) {
      throw ProblemException.invalid(BODY, "must be one JSON object with nothing after it");
    }
    if (data == null) {
      throw ProblemException.invalid(DATA, "must be given");
    }
    return new ByteBody(data);
  }

  private static byte[] field(JsonParser parser) {
    String name = parser.currentName();
    if (!name.equals(DATA)) {
      throw ProblemException.invalid(name, "is not a field of this request; data is");
    }
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw ProblemException.invalid(DATA, "must be a string of base64");
    }
    return StrictBase64.decode(parser.getString())
        .orElseThrow(
            () -> ProblemException.invalid(DATA, "must be base64 with padding (RFC 4648)"));
  }

  private static String place(@Nullable TokenStreamLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
