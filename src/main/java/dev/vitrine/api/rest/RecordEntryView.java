package dev.vitrine.api.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitrine.api.records.RecordText;
import dev.vitrine.engine.KeyValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A record of an ordered record file, in the form that a bulk load takes. */
@Schema(
    name = "RecordEntry",
    description =
        "One of key and key_base64, and one of value and value_base64: what is UTF-8 is text"
            + " unless base64 was asked for.",
    minProperties = 2,
    maxProperties = 2)
@JsonInclude(JsonInclude.Include.NON_NULL)
record RecordEntryView(
    @Schema(example = "ada") @Nullable String key,
    @Nullable String keyBase64,
    @Schema(example = "Ada Lovelace") @Nullable String value,
    @Nullable String valueBase64,
    @JsonIgnore byte[] data)
    implements BinaryView {

  /** {@code base64} is whether text is not to be told as text. */
  static RecordEntryView of(KeyValue record, boolean base64) {
    String key = base64 ? null : RecordText.text(record.key());
    String value = base64 ? null : RecordText.text(record.value());
    return new RecordEntryView(
        key,
        key == null ? base64(record.key()) : null,
        value,
        value == null ? base64(record.value()) : null,
        record.value());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
