package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event subscription that selects every field of every variant, and what it yields. */
final class GraphQlDocument {

  static final JsonMapper JSON = new JsonMapper();

  /** Selections by union; the schema is the same in every process. */
  private static final Map<String, String> SELECTIONS = new ConcurrentHashMap<>();

  private final Interest interest;
  private @Nullable Cursor since;
  private @Nullable Cursor cursor;

  GraphQlDocument(Interest interest) {
    this.interest = interest;
  }

  /** Asks the schema for the variants. To be done before a client's own connection. */
  static void learn(Rest rest, Interest interest) {
    SELECTIONS.computeIfAbsent(interest.union(), union -> selection(rest, union));
  }

  private static String selection(Rest rest, String union) {
    String query =
        "{ __type(name: \"%s\") { possibleTypes { name fields { name } } } }".formatted(union);
    StringBuilder selection = new StringBuilder("__typename");
    for (JsonNode type : rest.graphQl(query).at("/data/__type/possibleTypes")) {
      List<String> fields = new ArrayList<>();
      type.get("fields").forEach(field -> fields.add(field.get("name").stringValue()));
      String name = type.get("name").stringValue();
      selection.append(" ... on %s { %s }".formatted(name, String.join(" ", fields)));
    }
    return selection.toString();
  }

  /** The request as JSON. */
  String request(@Nullable Cursor since) {
    this.since = since;
    List<String> arguments = new ArrayList<>();
    arguments.add("onLag: " + interest.onLag());
    if (!interest.events().isEmpty()) {
      arguments.add("events: [\"" + String.join("\", \"", interest.events()) + "\"]");
    }
    if (interest.pageId() != null) {
      arguments.add("pageId: " + interest.pageId());
    }
    if (since != null) {
      arguments.add("since: \"" + since + "\"");
    }
    String query =
        "subscription { %s(%s) { cursor sequence event { %s } } }"
            .formatted(
                interest.field(), String.join(", ", arguments), SELECTIONS.get(interest.union()));
    return JSON.writeValueAsString(Map.of("query", query));
  }

  /** One result; its cursor must be where its content leads. */
  Told told(JsonNode result) {
    JsonNode frame = result.at("/data/" + interest.field());
    if (frame.isMissingNode()) {
      throw new AssertionError("an error of the subscription: " + result);
    }
    JsonNode event = frame.get("event");
    JsonNode sequence = frame.get("sequence");
    Told told =
        Told.of(
            event.get("__typename").stringValue(),
            event,
            sequence.isNull() ? null : sequence.longValue());
    cursor = History.after(cursor, told);
    Cursor expected = safe(told) ? cursor : since;
    if (!frame.get("cursor").stringValue().equals(String.valueOf(expected))) {
      throw new AssertionError("the cursor should be " + expected + ": " + frame);
    }
    return told;
  }

  /** After a restart the opening comes before the gap: who resumed at it would miss the gap. */
  private boolean safe(Told told) {
    return since == null
        || !(told instanceof Told.Opened opened)
        || opened.epoch().equals(since.epoch());
  }
}
