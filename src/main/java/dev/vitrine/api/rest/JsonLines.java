package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.load.RecordFormat;
import dev.vitrine.api.records.RecordText;
import dev.vitrine.engine.KeyValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * NDJSON in UTF-8: on each line an object with {@code key} or {@code key_base64}, and {@code value}
 * or {@code value_base64}.
 */
final class JsonLines implements RecordFormat {

  private static final String LINE = "line";
  private static final String KEY = "key";
  private static final String VALUE = "value";
  private static final String BASE64 = "_base64";

  @Override
  public KeyValue read(byte[] line) {
    return JsonBody.read(LINE, line, JsonLines::record);
  }

  private static KeyValue record(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            KEY,
            () -> fields.key = json.text(),
            KEY + BASE64,
            () -> fields.keyBase64 = json.base64(),
            VALUE,
            () -> fields.value = json.text(),
            VALUE + BASE64,
            () -> fields.valueBase64 = json.base64()));
    return new KeyValue(
        bytes(KEY, fields.key, fields.keyBase64), bytes(VALUE, fields.value, fields.valueBase64));
  }

  private static byte[] bytes(String field, @Nullable String text, byte @Nullable [] base64) {
    if (text != null && base64 != null) {
      throw ProblemException.invalid(field, "must be given once, not also as " + field + BASE64);
    }
    if (base64 != null) {
      return base64;
    }
    if (text == null) {
      throw ProblemException.invalid(field, "must be given, or " + field + BASE64);
    }
    return RecordText.bytes(field, text);
  }

  private static final class Fields {
    @Nullable String key;
    byte @Nullable [] keyBase64;
    @Nullable String value;
    byte @Nullable [] valueBase64;
  }
}
