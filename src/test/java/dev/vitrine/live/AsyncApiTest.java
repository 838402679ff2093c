package dev.vitrine.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vitrine.live.SampleFrames.Sample;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.StreamKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The published document says what the service sends. */
class AsyncApiTest {

  private static final JsonNode DOCUMENT = read();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
  private final EventJson frames = new EventJson("local");

  private static JsonNode read() {
    try {
      return new YAMLMapper().readTree(Files.readString(Path.of("asyncapi/asyncapi.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Sample> samples() {
    return SampleFrames.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyEncodedFrameFitsItsMessage(Sample sample) {
    String frame = text(EventJsonTest.encode(frames, sample.meaning()));
    assertThat(violations(sample.variant(), frame)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldOfAVariantIsWrittenDown(Sample sample) {
    JsonNode data = new YAMLMapper().readTree(text(sample.json())).get("data");
    JsonNode known =
        DOCUMENT.at(
            "/components/schemas/%1$sFrame/allOf/1/properties/data/properties/%1$s/properties"
                .formatted(sample.variant()));
    assertThat(new TreeSet<>(known.propertyNames()))
        .isEqualTo(new TreeSet<>(data.get(sample.variant()).propertyNames()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsOursIsOptionalAndUnknownFieldsAreFine(Sample sample) {
    ObjectNode frame = (ObjectNode) new YAMLMapper().readTree(text(sample.json()));
    frame.remove(List.of("timestamp_us", "source", "sequence"));
    frame.put("of_tomorrow", true);
    ((ObjectNode) frame.get("data").get(sample.variant())).put("of_tomorrow", 1);
    assertThat(violations(sample.variant(), frame.toString())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aBrokenFrameDoesNotFit(Sample sample) {
    for (String broken : broken(sample)) {
      assertThat(violations(sample.variant(), broken)).as(broken).isNotEmpty();
    }
  }

  /** Planted: the timestamp gone, the variant gone, each field of the variant of a wrong type. */
  private static List<String> broken(Sample sample) {
    YAMLMapper mapper = new YAMLMapper();
    List<String> broken = new ArrayList<>();
    ObjectNode late = (ObjectNode) mapper.readTree(text(sample.json()));
    late.remove("timestamp");
    broken.add(late.toString());
    ObjectNode empty = (ObjectNode) mapper.readTree(text(sample.json()));
    ((ObjectNode) empty.get("data")).removeAll();
    broken.add(empty.toString());
    ObjectNode whole = (ObjectNode) mapper.readTree(text(sample.json()));
    ObjectNode fields = (ObjectNode) whole.get("data").get(sample.variant());
    for (String field : List.copyOf(fields.propertyNames())) {
      JsonNode good = fields.get(field);
      fields.putArray(field);
      broken.add(whole.toString());
      fields.set(field, good);
    }
    return broken;
  }

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void aChannelCarriesItsVariantsAndNothingElse(StreamKind kind) {
    Set<String> expected = new TreeSet<>(kind.variants().keySet());
    for (Class<?> control : Control.class.getPermittedSubclasses()) {
      expected.add(control.getSimpleName());
    }
    if (kind == StreamKind.BUFFER_POOL || kind == StreamKind.IO) {
      expected.add("Sampled");
    }
    assertThat(new TreeSet<>(channel(kind).get("messages").propertyNames())).isEqualTo(expected);
  }

  @Test
  void thereIsOneMessageForEachVariantAndNoOther() {
    Set<String> variants = new TreeSet<>();
    samples().forEach(sample -> variants.add(sample.variant()));
    JsonNode messages = DOCUMENT.at("/components/messages");
    assertThat(new TreeSet<>(messages.propertyNames())).isEqualTo(variants);
    assertThat(DOCUMENT.get("channels").size()).isEqualTo(StreamKind.values().length);
  }

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void aChannelNamesItsQueryParameters(StreamKind kind) {
    String subject =
        switch (kind) {
          case LSM -> "tree";
          case COLUMNAR -> "table";
          case BUFFER_POOL, IO, TIERS, PAGES -> "page_id";
        };
    assertThat(channel(kind).at("/bindings/ws/query/properties").propertyNames())
        .containsExactlyInAnyOrder("interval_ms", "events", subject, "since", "batch", "on_lag");
  }

  private static JsonNode channel(StreamKind kind) {
    return DOCUMENT.get("channels").values().stream()
        .filter(channel -> channel.get("address").asString().equals("/" + kind.streamName()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Error> violations(String variant, String frame) {
    String ref = DOCUMENT.at("/components/messages/" + variant + "/payload/$ref").asString();
    ObjectNode schema = new YAMLMapper().createObjectNode();
    schema.put("$ref", ref);
    schema.set("components", DOCUMENT.get("components"));
    Schema compiled = SCHEMAS.getSchema(schema);
    return compiled.validate(frame, InputFormat.JSON);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
