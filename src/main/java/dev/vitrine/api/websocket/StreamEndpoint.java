package dev.vitrine.api.websocket;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.Transport;
import dev.vitrine.api.delivery.DeliveryPlan;
import dev.vitrine.api.delivery.StreamRequest;
import java.util.function.UnaryOperator;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * One stream as a WebSocket endpoint. Parameters are judged before the upgrade, so that a client
 * reads what is wrong as a problem in the answer to its handshake. The Origin is not looked at
 * here: a web filter refuses foreign pages for every path.
 */
final class StreamEndpoint implements WebHandler {

  private final DeliveryPlan plan;
  private final Connections connections;
  private final WebSocketService upgrades;
  private final KeepAlive keepAlive;

  StreamEndpoint(
      DeliveryPlan plan, Connections connections, WebSocketService upgrades, KeepAlive keepAlive) {
    this.plan = plan;
    this.connections = connections;
    this.upgrades = upgrades;
    this.keepAlive = keepAlive;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      var parameters = exchange.getRequest().getQueryParams();
      StreamRequest request = plan.read(parameters::getFirst, UnaryOperator.identity());
      ClientChannel channel = ClientChannel.of(exchange);
      LiveConnection connection =
          channel.open(connections, Transport.WEBSOCKET, plan.kind(), request.filter());
      var session = new StreamSession(plan, request, channel, connection, keepAlive);
      return upgrades.handleRequest(exchange, session).doOnError(_ -> connection.close());
    });
  }
}
