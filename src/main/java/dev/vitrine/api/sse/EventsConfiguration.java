package dev.vitrine.api.sse;

import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.Transport;
import dev.vitrine.api.delivery.StreamDeliveries;
import dev.vitrine.live.stream.StreamKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.WebHandler;

/** The six endpoints {@code /api/v1/sse/storage/<stream>}. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

  static final String BASE_PATH = "/api/v1/sse/storage/";

  @Bean
  EventsCare eventsCare() {
    return EventsCare.DEFAULT;
  }

  @Bean
  SimpleUrlHandlerMapping eventsEndpoints(
      StreamDeliveries streams, Connections connections, EventsCare eventsCare) {
    Map<String, WebHandler> endpoints = new LinkedHashMap<>();
    for (StreamKind kind : StreamKind.values()) {
      endpoints.put(
          BASE_PATH + kind.streamName(),
          new EventsEndpoint(streams.of(kind, Transport.SSE), connections, eventsCare));
    }
    return new SimpleUrlHandlerMapping(endpoints, Ordered.HIGHEST_PRECEDENCE);
  }
}
