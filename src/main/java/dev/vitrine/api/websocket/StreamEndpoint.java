package dev.vitrine.api.websocket;

import dev.vitrine.api.ProblemException;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.live.stream.SubscribeParameters;
import dev.vitrine.live.stream.SubscribeRequest;
import io.netty.channel.ChannelOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * One stream as a WebSocket endpoint. Parameters are judged before the upgrade, so that a client
 * reads what is wrong as a problem in the answer to its handshake. The Origin is not looked at
 * here: a web filter refuses foreign pages for every path.
 */
final class StreamEndpoint implements WebHandler {

  /** What may wait in the kernel: left alone, that grows to seconds of stale frames. */
  static final int SEND_BUFFER_BYTES_MAX = 256 << 10;

  private final StreamKind kind;
  private final LiveStreams streams;
  private final WebSocketService upgrades;
  private final KeepAlive keepAlive;
  private final StreamTraffic.Out traffic;

  StreamEndpoint(
      StreamKind kind,
      LiveStreams streams,
      WebSocketService upgrades,
      KeepAlive keepAlive,
      StreamTraffic.Out traffic) {
    this.kind = kind;
    this.streams = streams;
    this.upgrades = upgrades;
    this.keepAlive = keepAlive;
    this.traffic = traffic;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange) {
    StreamSession session;
    try {
      session = session(exchange);
    } catch (InvalidSubscriptionException e) {
      return Mono.error(ProblemException.invalid(e.field(), e.reason()));
    }
    HttpServerResponse connected = nativeResponse(exchange);
    connected.withConnection(StreamEndpoint::boundSendBuffer);
    return upgrades.handleRequest(exchange, session);
  }

  private static void boundSendBuffer(Connection connection) {
    connection.channel().config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES_MAX);
  }

  private StreamSession session(ServerWebExchange exchange) {
    SubscribeRequest request =
        SubscribeParameters.parse(kind.family(), name -> parameter(exchange, name));
    boolean batched = batched(parameter(exchange, "batch"));
    int itemsMax = batched ? FrameBatch.FRAMES_MAX : 1;
    Flux<List<StreamItem>> frames = streams.subscribeInBatches(kind.family(), request, itemsMax);
    return new StreamSession(
        frames, streams::ended, batched, keepAlive, traffic, () -> cut(exchange));
  }

  private static @Nullable String parameter(ServerWebExchange exchange, String name) {
    return exchange.getRequest().getQueryParams().getFirst(name);
  }

  private static boolean batched(@Nullable String text) {
    return switch (text) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default ->
          throw new InvalidSubscriptionException(
              "batch", "must be true or false, not '%s'".formatted(text));
    };
  }

  private static void cut(ServerWebExchange exchange) {
    HttpServerResponse connected = nativeResponse(exchange);
    connected.withConnection(Connection::dispose);
  }

  private static HttpServerResponse nativeResponse(ServerWebExchange exchange) {
    return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
  }
}
