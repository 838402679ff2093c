package dev.vitrine.api.websocket;

import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.Transport;
import dev.vitrine.api.delivery.StreamDeliveries;
import dev.vitrine.live.stream.StreamKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.WebHandler;
import reactor.netty.http.server.WebsocketServerSpec;

/** The six endpoints {@code /api/v1/ws/storage/<stream>}. */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

  static final String BASE_PATH = "/api/v1/ws/storage/";

  /** Clients have nothing to say; what they say is read and ignored, up to this size. */
  static final int INBOUND_FRAME_BYTES_MAX = 4_096;

  @Bean
  SimpleUrlHandlerMapping streamEndpoints(
      StreamDeliveries streams, Connections connections, KeepAlive keepAlive) {
    WebSocketService upgrades =
        new HandshakeWebSocketService(
            new ReactorNettyRequestUpgradeStrategy(() ->
                WebsocketServerSpec.builder().maxFramePayloadLength(INBOUND_FRAME_BYTES_MAX)));
    Map<String, WebHandler> endpoints = new LinkedHashMap<>();
    for (StreamKind kind : StreamKind.values()) {
      endpoints.put(
          BASE_PATH + kind.streamName(),
          new StreamEndpoint(
              streams.of(kind, Transport.WEBSOCKET), connections, upgrades, keepAlive));
    }
    return new SimpleUrlHandlerMapping(endpoints, Ordered.HIGHEST_PRECEDENCE);
  }
}
