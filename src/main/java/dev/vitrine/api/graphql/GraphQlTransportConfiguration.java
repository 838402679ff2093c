package dev.vitrine.api.graphql;

import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.graphql.server.webflux.GraphQlSseHandler;
import org.springframework.graphql.server.webflux.GraphQlWebSocketHandler;
import org.springframework.http.codec.ServerCodecConfigurer;

/** The HTTP transports, each in place of Spring's own where that loses what a client must know. */
@Configuration(proxyBeanMethods = false)
class GraphQlTransportConfiguration {

  /** Room for the largest page in base64 beside a document. */
  static final int REQUEST_BYTES_MAX = 256 * 1024;

  @Bean
  GraphQlHttpHandler graphQlHttpHandler(WebGraphQlHandler handler, ServerCodecConfigurer codecs) {
    ServerCodecConfigurer bounded = codecs.clone();
    bounded.defaultCodecs().maxInMemorySize(REQUEST_BYTES_MAX);
    return new HttpHandler(handler, bounded);
  }

  @Bean
  GraphQlWebSocketHandler graphQlWebSocketHandler(
      WebGraphQlHandler handler,
      GraphQlProperties properties,
      ServerCodecConfigurer codecs,
      OpenSubscriptions subscriptions) {
    var socket = properties.getWebsocket();
    return new SocketHandler(
        handler,
        codecs,
        socket.getConnectionInitTimeout(),
        socket.getKeepAlive(),
        subscriptions.shutdown());
  }

  @Bean
  GraphQlSseHandler graphQlSseHandler(WebGraphQlHandler handler, GraphQlProperties properties) {
    var sse = properties.getHttp().getSse();
    return new SseHandler(handler, sse.getTimeout(), sse.getKeepAlive());
  }
}
