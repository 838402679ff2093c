package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** GraphQL over graphql-transport-ws. */
final class GraphQlSocketTransport implements Transport {

  @Override
  public Reading open(Wire wire, Interest interest, @Nullable Cursor since) throws IOException {
    GraphQlDocument document = new GraphQlDocument(interest);
    WebSocketFrames frames = new WebSocketFrames(wire);
    frames.shakeHands("/graphql", "graphql-transport-ws");
    frames.sendText("{\"type\":\"connection_init\"}");
    frames.nextText();
    frames.sendText(
        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":%s}".formatted(document.request(since)));
    return () -> next(frames, document);
  }

  private static List<Told> next(WebSocketFrames frames, GraphQlDocument document)
      throws IOException {
    while (true) {
      JsonNode message = GraphQlDocument.JSON.readTree(frames.nextText());
      switch (message.get("type").stringValue()) {
        case "next" -> {
          return List.of(document.told(message.get("payload")));
        }
        case "ping" -> frames.sendText("{\"type\":\"pong\"}");
        case "pong" -> {}
        case "complete" -> throw new EOFException("completed");
        default -> throw new AssertionError("the subscription failed: " + message);
      }
    }
  }
}
