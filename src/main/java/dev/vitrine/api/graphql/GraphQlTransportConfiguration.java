package dev.vitrine.api.graphql;

import dev.vitrine.api.VitrineProperties;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import java.util.Map;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.graphql.server.webflux.GraphQlSseHandler;
import org.springframework.graphql.server.webflux.GraphQlWebSocketHandler;
import org.springframework.http.HttpMethod;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import reactor.netty.http.server.WebsocketServerSpec;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** The HTTP transports, each in place of Spring's own where that loses what a client must know. */
@Configuration(proxyBeanMethods = false)
class GraphQlTransportConfiguration {

  /** Room for a document beside the pages of a vectored write. */
  static final int DOCUMENT_BYTES_MAX = 256 * 1024;

  /** The largest message of a client over a WebSocket. */
  static final int SOCKET_MESSAGE_BYTES_MAX = 64 * 1024;

  @Bean
  GraphQlHttpHandler graphQlHttpHandler(
      WebGraphQlHandler handler,
      ServerCodecConfigurer codecs,
      JsonMapper json,
      VitrineProperties properties) {
    int requestBytesMax = requestBytesMax(properties);
    return new HttpHandler(handler, strict(codecs, json, requestBytesMax), requestBytesMax);
  }

  /** Requests are bounded, have no key twice, and a text is a text. */
  private static ServerCodecConfigurer strict(
      ServerCodecConfigurer codecs, JsonMapper json, int requestBytesMax) {
    JsonMapper strict =
        json.rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
    ServerCodecConfigurer bounded = codecs.clone();
    bounded.defaultCodecs().jacksonJsonDecoder(new JacksonJsonDecoder(strict));
    bounded.defaultCodecs().maxInMemorySize(requestBytesMax);
    return bounded;
  }

  static int requestBytesMax(VitrineProperties properties) {
    return properties.maxVectoredBodyBytes() + DOCUMENT_BYTES_MAX;
  }

  @Bean
  GraphQlWebSocketHandler graphQlWebSocketHandler(
      WebGraphQlHandler handler, GraphQlProperties properties, ServerCodecConfigurer codecs) {
    var socket = properties.getWebsocket();
    return new GraphQlWebSocketHandler(
        handler, codecs, socket.getConnectionInitTimeout(), socket.getKeepAlive());
  }

  /** Before Spring's own mapping, which knows nothing of connections. */
  @Bean
  SimpleUrlHandlerMapping graphQlSockets(
      GraphQlWebSocketHandler handler,
      GraphQlProperties properties,
      Connections connections,
      KeepAlive keepAlive,
      OpenSubscriptions subscriptions) {
    var upgrades =
        new HandshakeWebSocketService(
            new ReactorNettyRequestUpgradeStrategy(() ->
                WebsocketServerSpec.builder().maxFramePayloadLength(SOCKET_MESSAGE_BYTES_MAX)));
    var endpoint =
        new SocketEndpoint(handler, upgrades, connections, keepAlive, subscriptions.shutdown());
    var mapping =
        new SimpleUrlHandlerMapping(
            Map.of(properties.getWebsocket().getPath(), endpoint), Ordered.HIGHEST_PRECEDENCE);
    mapping.setHandlerPredicate((_, exchange) -> isHandshake(exchange.getRequest()));
    return mapping;
  }

  private static boolean isHandshake(ServerHttpRequest request) {
    return request.getMethod().equals(HttpMethod.GET)
        && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
  }

  @Bean
  GraphQlSseHandler graphQlSseHandler(
      WebGraphQlHandler handler,
      ServerCodecConfigurer codecs,
      JsonMapper json,
      VitrineProperties limits,
      GraphQlProperties properties,
      Connections connections,
      KeepAlive care) {
    var sse = properties.getHttp().getSse();
    int requestBytesMax = requestBytesMax(limits);
    return new SseHandler(
        handler,
        strict(codecs, json, requestBytesMax).getReaders(),
        requestBytesMax,
        connections,
        care,
        sse.getTimeout(),
        sse.getKeepAlive());
  }
}
