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
import org.springframework.http.codec.json.JacksonJsonDecoder;
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
  GraphQlSseHandler graphQlSseHandler(
      WebGraphQlHandler handler,
      ServerCodecConfigurer codecs,
      JsonMapper json,
      VitrineProperties limits,
      GraphQlProperties properties) {
    var sse = properties.getHttp().getSse();
    int requestBytesMax = requestBytesMax(limits);
    return new SseHandler(
        handler,
        strict(codecs, json, requestBytesMax).getReaders(),
        requestBytesMax,
        sse.getTimeout(),
        sse.getKeepAlive());
  }
}
