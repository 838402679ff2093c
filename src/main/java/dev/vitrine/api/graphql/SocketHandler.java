package dev.vitrine.api.graphql;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webflux.GraphQlWebSocketHandler;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/**
 * GraphQL over WebSocket, until the service shuts down: subscriptions complete first, then the
 * connection closes with 1001. One that is idle would hold up the shutdown for its whole time.
 */
final class SocketHandler extends GraphQlWebSocketHandler {

  /** Time for the last words of the subscriptions to go out. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private static final CloseStatus SHUTDOWN = CloseStatus.GOING_AWAY.withReason("shutdown");

  private final Mono<Void> shutdown;

  SocketHandler(
      WebGraphQlHandler handler,
      CodecConfigurer codecs,
      Duration initTimeout,
      @Nullable Duration keepAlive,
      Mono<Void> shutdown) {
    super(handler, codecs, initTimeout, keepAlive);
    this.shutdown = shutdown;
  }

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    Mono<Void> closed =
        shutdown.then(Mono.delay(LAST_WORDS)).then(Mono.defer(() -> session.close(SHUTDOWN)));
    return Mono.firstWithSignal(super.handle(session), closed);
  }
}
