package dev.vitrine.oracle;

import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.GapCause;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One thing in a client's history, the same for every transport. */
sealed interface Told {

  /** The client asked for a connection; {@code since} is null for one from now on. */
  record Connected(@Nullable Cursor since) implements Told {}

  record Opened(String epoch, long sequence, boolean resumed) implements Told {}

  /**
   * An event or a tally with its number.
   *
   * @param fields by their names in JSON, as text; without the time
   */
  record Entry(long sequence, String variant, SortedMap<String, String> fields) implements Told {

    long number(String field) {
      return Long.parseLong(fields.get(field));
    }

    boolean isTally() {
      return variant.equals("Sampled");
    }
  }

  record Snapshot(String variant) implements Told {}

  record Progress(String epoch, long sequence) implements Told {}

  record Lost(Control.Gap gap) implements Told {}

  record Closing(String reason) implements Told {}

  /**
   * Reads what a transport carries.
   *
   * @param fields in snake_case or camelCase
   * @param sequence null for what has no number
   */
  static Told of(String variant, JsonNode fields, @Nullable Long sequence) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name =
          field.getKey().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
      if (!field.getValue().isNull() && !name.equals("timestamp") && !name.equals("__typename")) {
        texts.put(name, field.getValue().asString());
      }
    }
    return switch (variant) {
      case "StreamOpened" ->
          new Opened(
              texts.get("epoch"),
              Long.parseLong(texts.get("sequence")),
              Boolean.parseBoolean(texts.get("resumed")));
      case "Progress" -> new Progress(texts.get("epoch"), Long.parseLong(texts.get("sequence")));
      case "Gap" -> new Lost(gap(texts));
      case "StreamClosing" -> new Closing(texts.get("reason"));
      default -> sequence == null ? new Snapshot(variant) : new Entry(sequence, variant, texts);
    };
  }

  private static Control.Gap gap(SortedMap<String, String> texts) {
    return new Control.Gap(
        texts.get("epoch"),
        Long.parseLong(texts.get("from_sequence")),
        number(texts.get("to_sequence")),
        number(texts.get("dropped")),
        GapCause.valueOf(texts.get("cause").toUpperCase(Locale.ROOT)));
  }

  private static @Nullable Long number(@Nullable String text) {
    return text == null ? null : Long.valueOf(text);
  }
}
