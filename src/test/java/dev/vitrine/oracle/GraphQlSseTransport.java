package dev.vitrine.oracle;

import dev.vitrine.live.stream.Cursor;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GraphQL over server-sent events, in the distinct connections mode. */
final class GraphQlSseTransport implements Transport {

  @Override
  public Reading open(Wire wire, Interest interest, @Nullable Cursor since) throws IOException {
    GraphQlDocument document = new GraphQlDocument(interest);
    String body = document.request(since);
    wire.send(
        """
        POST /graphql HTTP/1.1\r
        Host: 127.0.0.1\r
        Content-Type: application/json\r
        Accept: text/event-stream\r
        Content-Length: %d\r
        \r
        %s\
        """
            .formatted(body.length(), body));
    ServerSentEvents events = new ServerSentEvents(wire);
    events.open();
    return () -> next(events, document);
  }

  private static List<Told> next(ServerSentEvents events, GraphQlDocument document)
      throws IOException {
    ServerSentEvents.Event event = events.next();
    return switch (event.event()) {
      case "next" -> List.of(document.told(GraphQlDocument.JSON.readTree(event.data())));
      case "complete" -> throw new EOFException("completed");
      default -> throw new AssertionError("an unknown event: " + event);
    };
  }
}
