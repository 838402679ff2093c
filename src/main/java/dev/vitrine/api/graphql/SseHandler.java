package dev.vitrine.api.graphql;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webflux.GraphQlSseHandler;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Subscriptions as server-sent events. An operation that was refused before it began tells its own
 * errors; Spring's handler would only say that it is no subscription.
 */
final class SseHandler extends GraphQlSseHandler {

  SseHandler(WebGraphQlHandler handler, @Nullable Duration timeout, @Nullable Duration keepAlive) {
    super(handler, timeout, keepAlive);
  }

  @Override
  protected Mono<ServerResponse> prepareResponse(
      ServerRequest request, WebGraphQlResponse response) {
    boolean refused = response.getData() == null && !response.getErrors().isEmpty();
    return refused ? refusal(response) : super.prepareResponse(request, response);
  }

  private static Mono<ServerResponse> refusal(WebGraphQlResponse response) {
    Map<String, Object> nothing = Map.of();
    Flux<ServerSentEvent<Map<String, Object>>> events =
        Flux.just(
            ServerSentEvent.builder(response.toMap()).event("next").build(),
            ServerSentEvent.builder(nothing).event("complete").build());
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .body(BodyInserters.fromServerSentEvents(events));
  }
}
