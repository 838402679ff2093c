package dev.vitrine.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.SampleFrames.Sample;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

  private static final JsonMapper JSON = new JsonMapper();
  private final EventJson frames = new EventJson("local");

  static List<Sample> samples() {
    return SampleFrames.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aFrameMeansWhatIsWrittenBesideIt(Sample sample) {
    assertThat(frames.decode(sample.json())).isEqualTo(sample.meaning());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatAFrameMeansIsWrittenAsThatFrame(Sample sample) {
    assertThat(JSON.readTree(encode(frames, sample.meaning())))
        .isEqualTo(JSON.readTree(sample.json()));
  }

  @Test
  void everyVariantHasASample() {
    Set<String> variants = new TreeSet<>(Set.of("Sampled"));
    for (Class<?> family : StorageEvent.class.getPermittedSubclasses()) {
      addNames(variants, family);
    }
    addNames(variants, Control.class);
    Set<String> sampled = new TreeSet<>();
    samples().forEach(sample -> sampled.add(sample.variant()));
    assertThat(sampled).isEqualTo(variants).hasSize(27 + 1 + 4);
    assertThat(samples()).hasSameSizeAs(new HashSet<>(samples()));
  }

  private static void addNames(Set<String> names, Class<?> sealed) {
    for (Class<?> variant : sealed.getPermittedSubclasses()) {
      names.add(variant.getSimpleName());
    }
  }

  @Test
  void aFrameNamesTheNodeItComesFrom() {
    Sample sample = samples().getFirst();
    byte[] json = encode(new EventJson("node-7"), sample.meaning());
    assertThat(JSON.readTree(json).get("source").asString()).isEqualTo("node-7");
  }

  @Test
  void aFrameOfAnotherFamilyIsNotUnderstood() {
    String foreign = "{\"message_type\":\"lsm_event\",\"data\":{\"PageHit\":{}},\"timestamp\":1}";
    assertThatThrownBy(() -> frames.decode(foreign.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PageHit");
  }

  @Test
  void textThatIsNoFrameIsRefused() {
    for (String text : List.of("", "{", "[]", "{\"data\":{}}")) {
      assertThatThrownBy(() -> frames.decode(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  static byte[] encode(EventJson frames, Frame frame) {
    return switch (frame) {
      case Frame.OfEvent e ->
          frames.event(e.event(), e.sequence() == null ? FrameEncoder.NO_SEQUENCE : e.sequence());
      case Frame.OfSampled s ->
          frames.sampled(
              s.family(),
              s.sampled(),
              s.sequence() == null ? FrameEncoder.NO_SEQUENCE : s.sequence());
      case Frame.OfControl c -> frames.control(c.control(), c.timestampMicros());
    };
  }
}
