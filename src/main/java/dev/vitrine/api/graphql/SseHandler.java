package dev.vitrine.api.graphql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webflux.GraphQlSseHandler;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
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

  private final List<HttpMessageReader<?>> readers;
  private final int requestBytesMax;

  SseHandler(
      WebGraphQlHandler handler,
      List<HttpMessageReader<?>> readers,
      int requestBytesMax,
      @Nullable Duration timeout,
      @Nullable Duration keepAlive) {
    super(handler, timeout, keepAlive);
    this.readers = readers;
    this.requestBytesMax = requestBytesMax;
  }

  @Override
  public Mono<ServerResponse> handleRequest(ServerRequest request) {
    SubscriptionsOnly.require(request.attributes());
    ServerRequest strict = ServerRequest.create(request.exchange(), readers);
    return HttpHandler.answered(super.handleRequest(strict), requestBytesMax);
  }

  @Override
  protected Mono<ServerResponse> prepareResponse(
      ServerRequest request, WebGraphQlResponse response) {
    return response.getData() instanceof Publisher<?>
        ? super.prepareResponse(request, response)
        : refusal(response.toMap());
  }

  private static Mono<ServerResponse> refusal(Map<String, Object> result) {
    Map<String, Object> nothing = Map.of();
    Flux<ServerSentEvent<Map<String, Object>>> events =
        Flux.just(
            ServerSentEvent.builder(result).event("next").build(),
            ServerSentEvent.builder(nothing).event("complete").build());
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .body(BodyInserters.fromServerSentEvents(events));
  }
}
