package dev.vitrine.api.rest;

import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record file to create. */
@Schema(name = "NewRecordFile")
record RecordFileBody(
    @Schema(
            description = "Its name: 1 to 64 of A-Z, a-z, 0-9, _ and -.",
            example = "people",
            requiredMode = Schema.RequiredMode.REQUIRED)
        String name) {

  static final String NAME = "name";

  static RecordFileBody parse(JsonBody json) {
    Fields fields = new Fields();
    json.object(Map.of(NAME, () -> fields.name = json.text()));
    String name = JsonBody.required(NAME, fields.name);
    if (!name.matches(Limits.RECORD_FILE_NAME)) {
      throw ProblemException.invalid(NAME, "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
    }
    return new RecordFileBody(name);
  }

  private static final class Fields {
    @Nullable String name;
  }
}
