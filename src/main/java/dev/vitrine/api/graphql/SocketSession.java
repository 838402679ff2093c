package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.PongWatch;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The session that Spring's handler sees: it hears no pongs, and no message that breaks the
 * protocol. The first of these ends the session instead.
 */
final class SocketSession implements WebSocketSession {

  private final WebSocketSession session;
  private final LiveConnection live;
  private final PongWatch pongs;
  private final SocketProtocol protocol;
  private final Sinks.One<CloseStatus> broken = Sinks.one();
  private volatile boolean ending;

  SocketSession(WebSocketSession session, LiveConnection live, PongWatch pongs) {
    this.session = session;
    this.live = live;
    this.pongs = pongs;
    this.protocol = new SocketProtocol(OpenOperations.of(session.getAttributes()));
    session.getAttributes().put(LiveConnection.class.getName(), live);
  }

  /** How the protocol was broken; never completes if it is not. */
  Mono<CloseStatus> broken() {
    return broken.asMono();
  }

  @Override
  public Flux<WebSocketMessage> receive() {
    return session
        .receive()
        .handle((message, sink) -> {
          switch (message.getType()) {
            case PONG -> pongs.heard();
            case PING -> {} // the server answers it by itself
            case TEXT, BINARY -> {
              if (keepsTheProtocol(message)) {
                sink.next(message);
              }
            }
          }
        });
  }

  /** Nothing does any more once one did not; the end of the session is under way then. */
  private boolean keepsTheProtocol(WebSocketMessage message) {
    if (!ending) {
      Optional<CloseStatus> breach = protocol.breach(message);
      ending = breach.isPresent();
      breach.ifPresent(broken::tryEmitValue);
    }
    return !ending;
  }

  @Override
  public Mono<Void> send(Publisher<WebSocketMessage> messages) {
    return session.send(
        Flux.from(messages)
            .filter(this::isExpected)
            .doOnNext(message -> live.sent(1, message.getPayload().readableByteCount())));
  }

  private boolean isExpected(WebSocketMessage message) {
    boolean unexpected = protocol.isUnexpected(message);
    if (unexpected) {
      DataBufferUtils.release(message.getPayload());
    }
    return !unexpected;
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public HandshakeInfo getHandshakeInfo() {
    return session.getHandshakeInfo();
  }

  @Override
  public DataBufferFactory bufferFactory() {
    return session.bufferFactory();
  }

  @Override
  public Map<String, Object> getAttributes() {
    return session.getAttributes();
  }

  @Override
  public boolean isOpen() {
    return session.isOpen();
  }

  @Override
  public Mono<Void> close(CloseStatus status) {
    return session.close(status);
  }

  @Override
  public Mono<CloseStatus> closeStatus() {
    return session.closeStatus();
  }

  @Override
  public WebSocketMessage textMessage(String payload) {
    return session.textMessage(payload);
  }

  @Override
  public WebSocketMessage binaryMessage(Function<DataBufferFactory, DataBuffer> payload) {
    return session.binaryMessage(payload);
  }

  @Override
  public WebSocketMessage pingMessage(Function<DataBufferFactory, DataBuffer> payload) {
    return session.pingMessage(payload);
  }

  @Override
  public WebSocketMessage pongMessage(Function<DataBufferFactory, DataBuffer> payload) {
    return session.pongMessage(payload);
  }
}
