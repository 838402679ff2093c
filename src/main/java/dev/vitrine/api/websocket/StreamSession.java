package dev.vitrine.api.websocket;

import dev.vitrine.live.stream.Control.StreamClosing;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamItem.ControlItem;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * One connection: frames out, pings out, pongs in, until the stream ends, the client leaves or
 * stays silent. Whatever comes first cancels the rest, and with it everything held for the client.
 * What a client sends is read, because pongs and the closing are among it, and ignored.
 *
 * @param frames what the stream has, item by item or in batches; the bytes of an item go out as
 *     they are
 * @param ended whether all streams have ended
 * @param traffic counts what goes out
 * @param cut drops the connection without ceremony
 */
record StreamSession(
    Flux<List<StreamItem>> frames,
    BooleanSupplier ended,
    boolean batched,
    KeepAlive keepAlive,
    StreamTraffic.Out traffic,
    Runnable cut)
    implements WebSocketHandler {

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    return Mono.defer(() -> new Connection(this, session).run());
  }

  private static final class Connection {
    private final StreamSession plan;
    private final WebSocketSession session;
    private final Sinks.Empty<Void> left = Sinks.empty();
    private volatile long heardNanos = System.nanoTime();
    private volatile @Nullable String closingReason;

    Connection(StreamSession plan, WebSocketSession session) {
      this.plan = plan;
      this.session = session;
    }

    Mono<Void> run() {
      Mono<Void> inbound =
          session
              .receive()
              .doOnNext(this::hear)
              .then()
              .onErrorComplete()
              .doFinally(_ -> left.tryEmitEmpty());
      Mono<CloseStatus> streamEnds = sendFrames().then(Mono.fromSupplier(this::ending));
      Mono<CloseStatus> clientLeaves = left.asMono().then(Mono.just(CloseStatus.NORMAL));
      Mono<CloseStatus> pinging = session.send(pings()).then(Mono.never());
      Mono<Void> outbound =
          Mono.firstWithSignal(streamEnds, clientLeaves, pinging, silence())
              .onErrorReturn(CloseStatus.SERVER_ERROR)
              .flatMap(this::close);
      return Mono.when(inbound, outbound);
    }

    private void hear(WebSocketMessage message) {
      if (message.getType() == WebSocketMessage.Type.PONG) {
        heardNanos = System.nanoTime();
      }
    }

    /**
     * The server's outbound asks for some hundred messages ahead. That is little when each is a
     * frame; batches are sent one at a time, so that a stalled client holds one and not hundreds.
     */
    private Mono<Void> sendFrames() {
      Flux<WebSocketMessage> messages = plan.frames().map(this::message);
      return plan.batched()
          ? messages.concatMap(message -> session.send(Mono.just(message)), 1).then()
          : session.send(messages);
    }

    private WebSocketMessage message(List<StreamItem> items) {
      if (items.getLast() instanceof ControlItem(StreamClosing closing, _, _)) {
        closingReason = closing.reason();
      }
      byte[] json = plan.batched() ? FrameBatch.join(items) : items.getFirst().json();
      plan.traffic().count(json.length);
      DataBuffer shared = session.bufferFactory().wrap(json);
      return new WebSocketMessage(WebSocketMessage.Type.TEXT, shared);
    }

    /** A client that took nothing was not told why its stream ended; there are two reasons. */
    private CloseStatus ending() {
      String told = closingReason;
      String untold =
          plan.ended().getAsBoolean() ? StreamClosing.SHUTDOWN : StreamClosing.SLOW_CONSUMER;
      return StreamCloseStatus.of(told == null ? untold : told);
    }

    private Flux<WebSocketMessage> pings() {
      return Flux.interval(plan.keepAlive().pingEvery())
          .onBackpressureDrop()
          .map(_ -> session.pingMessage(buffers -> buffers.wrap(new byte[0])));
    }

    private Mono<CloseStatus> silence() {
      long timeoutNanos = plan.keepAlive().pongTimeout().toNanos();
      return Flux.interval(plan.keepAlive().checkEvery())
          .onBackpressureDrop()
          .filter(_ -> System.nanoTime() - heardNanos > timeoutNanos)
          .next()
          .thenReturn(StreamCloseStatus.NO_PONG);
    }

    /** A client that takes nothing does not take the closing either. */
    private Mono<Void> close(CloseStatus status) {
      return session
          .close(status)
          .then(left.asMono())
          .timeout(plan.keepAlive().closeTimeout())
          .onErrorResume(_ -> Mono.fromRunnable(plan.cut()));
    }
  }
}
