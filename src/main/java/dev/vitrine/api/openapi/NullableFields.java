package dev.vitrine.api.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields of answers that may be null and whose records can't say so: those of the engine, which
 * knows nothing of the document, those that refer to another schema, and enums.
 */
final class NullableFields {

  private static final Map<String, List<String>> FIELDS =
      Map.of(
          "PageDumpView", List.of("damage"),
          "RecordFileDetails", List.of("statistics"),
          "Verification", List.of("error", "report"),
          "Workload", List.of("end_cause", "first_error"));

  private static final String NULL = "null";

  private NullableFields() {}

  /** Says so in the schema of that name. */
  static void tell(String name, Schema<?> schema) {
    for (String field : FIELDS.getOrDefault(name, List.of())) {
      schema.getProperties().computeIfPresent(field, (_, property) -> orNull(property));
    }
  }

  private static Schema<?> orNull(Schema<?> property) {
    if (property.get$ref() != null) {
      Schema<?> reference = new Schema<>().$ref(property.get$ref());
      Schema<?> nothing = new Schema<>().types(Set.of(NULL));
      Schema<?> either = new Schema<>().anyOf(List.of(reference, nothing));
      either.setDescription(property.getDescription());
      return either;
    }
    property.addType(NULL);
    if (property.getEnum() != null) {
      property.addEnumItemObject(null);
    }
    return property;
  }
}
