package dev.vitrine.api.rest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in a request: the body itself as {@code application/octet-stream}, or base64 in the one
 * field of a JSON object.
 */
@Schema(name = "Bytes")
record ByteBody(
    @Schema(
            description = "The bytes in base64 with padding (RFC 4648, section 4).",
            example = "SGVsbG8sIFZpdHJpbmUh",
            requiredMode = Schema.RequiredMode.REQUIRED)
        byte[] data) {

  static ByteBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(Map.of(Fields.DATA, () -> fields.data = json.base64()));
    return new ByteBody(JsonBody.required(Fields.DATA, fields.data));
  }

  private static final class Fields {
    static final String DATA = "data";
    byte @Nullable [] data;
  }
}
