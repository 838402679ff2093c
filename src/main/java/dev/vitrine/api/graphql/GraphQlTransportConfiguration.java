package dev.vitrine.api.graphql;

import dev.vitrine.api.VitrineProperties;
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

  /** Room for a document beside the pages of a vectored write. */
  static final int DOCUMENT_BYTES_MAX = 256 * 1024;

  @Bean
  GraphQlHttpHandler graphQlHttpHandler(
      WebGraphQlHandler handler, ServerCodecConfigurer codecs, VitrineProperties properties) {
    ServerCodecConfigurer bounded = codecs.clone();
    int requestBytesMax = requestBytesMax(properties);
    bounded.defaultCodecs().maxInMemorySize(requestBytesMax);
    return new HttpHandler(handler, bounded, requestBytesMax);
  }

  static int requestBytesMax(VitrineProperties properties) {
    return properties.maxVectoredBodyBytes() + DOCUMENT_BYTES_MAX;
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
