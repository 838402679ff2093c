package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.workload.WorkloadRequest;
import dev.vitrine.workload.Distribution;
import dev.vitrine.workload.Mix;
import dev.vitrine.workload.OnError;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a workload that is asked for: unknown and repeated fields, values of other types and
 * trailing input are refused by name. A null is as good as nothing.
 */
final class WorkloadBodyParser {

  private static final String BODY = "body";
  private static final Set<String> FIELDS =
      Set.of(
          "target",
          "mix",
          "distribution",
          "keys",
          "record_bytes",
          "threads",
          "target_ops_per_sec",
          "duration_seconds",
          "on_error",
          "seed",
          "keep");
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonNode body;

  private WorkloadBodyParser(JsonNode body) {
    this.body = body;
  }

  static WorkloadRequest parse(byte[] utf8) {
    JsonNode body = tree(utf8);
    if (!body.isObject()) {
      throw ProblemException.invalid(BODY, "must be a JSON object with the field mix");
    }
    for (String name : body.propertyNames()) {
      if (!FIELDS.contains(name)) {
        throw ProblemException.invalid(name, "is not a field of a workload");
      }
    }
    return new WorkloadBodyParser(body).request();
  }

  private static JsonNode tree(byte[] utf8) {
    try {
      return JSON.readTree(utf8);
    } catch (JacksonException e) {
      throw ProblemException.invalid(BODY, JsonErrors.reason(e));
    }
  }

  private WorkloadRequest request() {
    Mix mix = choice("mix", Mix.values(), Mix::label);
    if (mix == null) {
      throw ProblemException.invalid("mix", "must be given");
    }
    return new WorkloadRequest(
        text("target"),
        mix,
        choice("distribution", Distribution.values(), Distribution::label),
        whole("keys"),
        small("record_bytes"),
        small("threads"),
        whole("target_ops_per_sec"),
        decimal("duration_seconds"),
        choice("on_error", OnError.values(), OnError::label),
        whole("seed"),
        flag("keep"));
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = body.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private @Nullable String text(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isString()) {
      throw ProblemException.invalid(name, "must be a string");
    }
    return value == null ? null : value.stringValue();
  }

  private <T> @Nullable T choice(String name, T[] choices, Function<T, String> label) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    return Arrays.stream(choices)
        .filter(it -> label.apply(it).equals(text))
        .findFirst()
        .orElseThrow(() ->
            ProblemException.invalid(
                name, "must be one of " + Arrays.stream(choices).map(label).toList()));
  }

  private @Nullable Long whole(String name) {
    JsonNode value = value(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw ProblemException.invalid(name, "must be a whole number of 64 bits");
    }
    return value == null ? null : value.longValue();
  }

  private @Nullable Integer small(String name) {
    JsonNode value = value(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw ProblemException.invalid(name, "must be a whole number of 32 bits");
    }
    return value == null ? null : value.intValue();
  }

  private @Nullable Double decimal(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isNumber()) {
      throw ProblemException.invalid(name, "must be a number");
    }
    return value == null ? null : value.doubleValue();
  }

  private @Nullable Boolean flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw ProblemException.invalid(name, "must be true or false");
    }
    return value == null ? null : value.booleanValue();
  }
}
