package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.PongWatch;
import java.time.Duration;
import java.util.List;
import org.springframework.graphql.server.webflux.GraphQlWebSocketHandler;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One connection of GraphQL over WebSocket, until the client leaves, breaks the protocol, stays
 * silent or is told to go, or the service shuts down: subscriptions complete first, then the
 * connection closes with 1001. One that is idle would hold up the shutdown for its whole time.
 */
record SocketHandler(
    GraphQlWebSocketHandler handler,
    ClientChannel channel,
    LiveConnection live,
    KeepAlive keepAlive,
    Mono<Void> shutdown)
    implements WebSocketHandler {

  private static final CloseStatus SHUTDOWN = CloseStatus.GOING_AWAY.withReason("shutdown");
  private static final CloseStatus NO_PONG = new CloseStatus(4408, "no pong");
  private static final CloseStatus CLOSED_BY_OPERATOR = new CloseStatus(4403, "closed_by_operator");

  /** Time for the last words of the subscriptions to go out. */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  @Override
  public List<String> getSubProtocols() {
    return handler.getSubProtocols();
  }

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    return Mono.defer(() -> {
      PongWatch pongs = new PongWatch(channel.netty(), keepAlive);
      Sinks.One<CloseStatus> toldToGo = Sinks.one();
      live.endsBy(() -> toldToGo.tryEmitValue(CLOSED_BY_OPERATOR));
      SocketSession watched = new SocketSession(session, live, pongs);
      Mono<CloseStatus> ending =
          Mono.firstWithValue(
              watched.broken(),
              toldToGo.asMono(),
              pongs.silence().thenReturn(NO_PONG),
              shutdown.then(Mono.delay(LAST_WORDS)).thenReturn(SHUTDOWN));
      return Mono.firstWithSignal(
          handler.handle(watched), ending.flatMap(status -> close(session, status)));
    });
  }

  /** A client that takes nothing does not take the closing either. */
  private Mono<Void> close(WebSocketSession session, CloseStatus status) {
    return session
        .close(status)
        .then(session.closeStatus().then())
        .timeout(keepAlive.closeTimeout())
        .onErrorResume(_ -> Mono.fromRunnable(channel::cut));
  }
}
