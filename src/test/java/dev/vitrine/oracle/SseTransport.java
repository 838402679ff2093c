package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /api/v1/sse/storage/<stream>}, with the cursor as {@code Last-Event-ID}. An event's id
 * must be the cursor after it.
 */
final class SseTransport implements Transport {

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public Reading open(Wire wire, Interest interest, @Nullable Cursor since) throws IOException {
    wire.send(
        """
        GET /api/v1/sse/storage/%s?%s HTTP/1.1\r
        Host: 127.0.0.1\r
        Accept: text/event-stream\r
        %s\r
        """
            .formatted(
                interest.stream(),
                interest.query() + (interest.batch() ? "&batch=true" : ""),
                since == null ? "" : "Last-Event-ID: " + since + "\r\n"));
    ServerSentEvents events = new ServerSentEvents(wire);
    events.open();
    return new Events(events);
  }

  private static final class Events implements Reading {
    private final ServerSentEvents events;
    private @Nullable Cursor cursor;

    Events(ServerSentEvents events) {
      this.events = events;
    }

    @Override
    public List<Told> next() throws IOException {
      ServerSentEvents.Event event = events.next();
      JsonNode json = JSON.readTree(event.data());
      List<Told> told = new ArrayList<>();
      for (JsonNode frame : json.isArray() ? json : List.of(json)) {
        told.add(WebSocketTransport.frame(frame));
        cursor = History.after(cursor, told.getLast());
      }
      if (!event.id().isEmpty() && !event.id().equals(String.valueOf(cursor))) {
        throw new AssertionError("the id should be %s: %s".formatted(cursor, event));
      }
      return told;
    }
  }
}
