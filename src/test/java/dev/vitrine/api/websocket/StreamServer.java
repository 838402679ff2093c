package dev.vitrine.api.websocket;

import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.delivery.PlayedStreams;
import dev.vitrine.event.HotCounters;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.StreamLimits;
import java.net.URI;
import java.time.Duration;

/** The six endpoints on a real server with a port of its own. */
final class StreamServer implements AutoCloseable {

  static final KeepAlive PATIENT =
      new KeepAlive(Duration.ofSeconds(25), Duration.ofSeconds(60), Duration.ofSeconds(1));

  private static final int CONNECTIONS_MAX = 1_000;

  final HotCounters counters;
  final LiveCore core;
  final Connections connections;
  private final PlayedStreams played;

  StreamServer(StreamLimits limits, KeepAlive keepAlive) {
    this(limits, keepAlive, CONNECTIONS_MAX);
  }

  StreamServer(StreamLimits limits, KeepAlive keepAlive, int connectionsMax) {
    played =
        new PlayedStreams(
            limits,
            connectionsMax,
            (deliveries, connections) ->
                new WebSocketConfiguration().streamEndpoints(deliveries, connections, keepAlive));
    counters = played.counters;
    core = played.core;
    connections = played.connections;
  }

  int port() {
    return played.port();
  }

  URI uri(String scheme, String streamAndQuery) {
    return URI.create(
        "%s://127.0.0.1:%d%s%s"
            .formatted(scheme, port(), WebSocketConfiguration.BASE_PATH, streamAndQuery));
  }

  @Override
  public void close() {
    played.close();
  }
}
