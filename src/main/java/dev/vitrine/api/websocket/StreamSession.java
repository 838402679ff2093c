package dev.vitrine.api.websocket;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.PongWatch;
import dev.vitrine.api.delivery.DeliveryPlan;
import dev.vitrine.api.delivery.StreamRequest;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One connection: frames out, pings out, pongs in, until the stream ends, the client leaves or
 * stays silent. Whatever comes first cancels the rest, and with it everything held for the client.
 * What a client sends is read, because pongs and the closing are among it, and ignored.
 */
record StreamSession(
    DeliveryPlan plan,
    StreamRequest request,
    ClientChannel channel,
    LiveConnection live,
    KeepAlive keepAlive)
    implements WebSocketHandler {

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    return Mono.defer(() -> {
      Sinks.Empty<Void> left = Sinks.empty();
      PongWatch pongs = new PongWatch(channel.netty(), keepAlive);
      Mono<Void> inbound =
          session
              .receive()
              .doOnNext(message -> hear(message, pongs))
              .then()
              .onErrorComplete()
              .doFinally(_ -> left.tryEmitEmpty());
      Mono<CloseStatus> streamEnds =
          plan.deliver(request, new TextFrames(), channel.netty(), live)
              .map(StreamCloseStatus::of)
              .onErrorReturn(CloseStatus.SERVER_ERROR);
      Mono<CloseStatus> clientLeaves = left.asMono().then(Mono.just(CloseStatus.NORMAL));
      Mono<CloseStatus> silence = pongs.silence().thenReturn(StreamCloseStatus.NO_PONG);
      Mono<Void> outbound =
          Mono.firstWithValue(streamEnds, clientLeaves, silence)
              .flatMap(status -> close(session, status, left.asMono()));
      return Mono.when(inbound, outbound);
    });
  }

  private static void hear(WebSocketMessage message, PongWatch pongs) {
    if (message.getType() == WebSocketMessage.Type.PONG) {
      pongs.heard();
    }
  }

  /** A client that takes nothing does not take the closing either. */
  private Mono<Void> close(WebSocketSession session, CloseStatus status, Mono<Void> left) {
    return session
        .close(status)
        .then(left)
        .timeout(keepAlive.closeTimeout())
        .onErrorResume(_ -> Mono.fromRunnable(channel::cut));
  }
}
