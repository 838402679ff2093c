package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.records.RecordText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's value in a request: the body itself, or a field of a JSON object. */
@Schema(name = "RecordValue", minProperties = 1, maxProperties = 1)
record RecordValueBody(
    @Schema(description = "The value, where it is text.", example = "Ada Lovelace")
        @Nullable String value,
    @Schema(description = "Any value, in base64 with padding (RFC 4648, section 4).")
        byte @Nullable [] valueBase64) {

  static RecordValueBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(
        Map.of(
            Fields.VALUE, () -> fields.value = json.text(),
            Fields.BASE64, () -> fields.base64 = json.base64()));
    if (fields.value != null && fields.base64 != null) {
      throw ProblemException.invalid(Fields.VALUE, "must not be given beside " + Fields.BASE64);
    }
    if (fields.value == null && fields.base64 == null) {
      throw ProblemException.invalid(Fields.VALUE, "must be given, or " + Fields.BASE64);
    }
    return new RecordValueBody(fields.value, fields.base64);
  }

  static RecordValueBody raw(byte[] value) {
    return new RecordValueBody(null, value);
  }

  byte[] bytes() {
    return valueBase64 == null
        ? RecordText.bytes(Fields.VALUE, JsonBody.required(Fields.VALUE, value))
        : valueBase64;
  }

  private static final class Fields {
    static final String VALUE = "value";
    static final String BASE64 = "value_base64";
    @Nullable String value;
    byte @Nullable [] base64;
  }
}
