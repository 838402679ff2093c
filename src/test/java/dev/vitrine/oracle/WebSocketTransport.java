package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/ws/storage/<stream>}, frame by frame or in batches. */
final class WebSocketTransport implements Transport {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Reading open(Wire wire, Interest interest, @Nullable Cursor since) throws IOException {
    WebSocketFrames frames = new WebSocketFrames(wire);
    frames.shakeHands(
        "/api/v1/ws/storage/%s?%s%s%s"
            .formatted(
                interest.stream(),
                interest.query(),
                interest.batch() ? "&batch=true" : "",
                since == null ? "" : "&since=" + since),
        null);
    return () -> told(JSON.readTree(frames.nextText()), interest.batch());
  }

  private static List<Told> told(JsonNode json, boolean batch) {
    if (json.isArray() != batch) {
      throw new AssertionError("not what was asked for: " + json);
    }
    List<Told> told = new ArrayList<>();
    for (JsonNode frame : batch ? json : List.of(json)) {
      told.add(frame(frame));
    }
    return told;
  }

  /** A frame of the streams' JSON. */
  static Told frame(JsonNode frame) {
    JsonNode sequence = frame.get("sequence");
    var data = frame.get("data").properties().iterator().next();
    return Told.of(data.getKey(), data.getValue(), sequence == null ? null : sequence.longValue());
  }
}
