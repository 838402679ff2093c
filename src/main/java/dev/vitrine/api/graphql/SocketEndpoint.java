package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.Transport;
import org.springframework.graphql.server.webflux.GraphQlWebSocketHandler;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * GraphQL over WebSocket, with the care that Spring's handler does not take: the connection is
 * counted, listed and can be closed, its pongs are heard, and what breaks the protocol is told by
 * the protocol's own codes.
 */
final class SocketEndpoint implements WebHandler {

  private final GraphQlWebSocketHandler handler;
  private final WebSocketService upgrades;
  private final Connections connections;
  private final KeepAlive keepAlive;
  private final Mono<Void> shutdown;

  SocketEndpoint(
      GraphQlWebSocketHandler handler,
      WebSocketService upgrades,
      Connections connections,
      KeepAlive keepAlive,
      Mono<Void> shutdown) {
    this.handler = handler;
    this.upgrades = upgrades;
    this.connections = connections;
    this.keepAlive = keepAlive;
    this.shutdown = shutdown;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      ClientChannel channel = ClientChannel.of(exchange);
      LiveConnection connection = channel.open(connections, Transport.GRAPHQL_WEBSOCKET, null, "");
      var session = new SocketHandler(handler, channel, connection, keepAlive, shutdown);
      return upgrades.handleRequest(exchange, session).doOnError(_ -> connection.close());
    });
  }
}
