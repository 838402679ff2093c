package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.ClientChannel;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.StallWatch;
import dev.vitrine.api.connection.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import reactor.core.publisher.Sinks;

/**
 * Subscriptions as server-sent events. An operation that was refused before it began tells its own
 * errors; Spring's handler would only say that it is no subscription.
 */
final class SseHandler extends GraphQlSseHandler {

  /** The attribute of a request that is answered with events. */
  private static final String EVENTS = SseHandler.class.getName() + ".events";

  private final List<HttpMessageReader<?>> readers;
  private final int requestBytesMax;
  private final Connections connections;
  private final KeepAlive care;

  SseHandler(
      WebGraphQlHandler handler,
      List<HttpMessageReader<?>> readers,
      int requestBytesMax,
      Connections connections,
      KeepAlive care,
      @Nullable Duration timeout,
      @Nullable Duration commentEvery) {
    super(handler, timeout, commentEvery);
    this.readers = readers;
    this.requestBytesMax = requestBytesMax;
    this.connections = connections;
    this.care = care;
  }

  @Override
  public Mono<ServerResponse> handleRequest(ServerRequest request) {
    return Mono.defer(() -> {
      SubscriptionsOnly.require(request.attributes());
      LiveConnection connection =
          ClientChannel.of(request.exchange()).open(connections, Transport.GRAPHQL_SSE, null, "");
      request.attributes().put(LiveConnection.class.getName(), connection);
      return answer(ServerRequest.create(request.exchange(), readers))
          .doFinally(_ -> closeUnless(request.attributes().containsKey(EVENTS), connection));
    });
  }

  private Mono<ServerResponse> answer(ServerRequest request) {
    return HttpHandler.answered(super.handleRequest(request), requestBytesMax);
  }

  /** An answer without events is over; one with events is over when they are. */
  private static void closeUnless(boolean events, LiveConnection connection) {
    if (!events) {
      connection.close();
    }
  }

  @Override
  protected Mono<ServerResponse> prepareResponse(
      ServerRequest request, WebGraphQlResponse response) {
    if (!(response.getData() instanceof Publisher<?> events)) {
      return refusal(response.toMap());
    }
    request.attributes().put(EVENTS, true);
    LiveConnection connection =
        (LiveConnection)
            Objects.requireNonNull(request.attributes().get(LiveConnection.class.getName()));
    Sinks.Empty<Void> toldToGo = Sinks.empty();
    connection.endsBy(toldToGo::tryEmitEmpty);
    request.exchange().getResponse().getHeaders().setConnection("close");
    ClientChannel channel = ClientChannel.of(request.exchange());
    Flux<?> watched =
        Flux.defer(() -> {
          StallWatch stall = new StallWatch(channel, care.pongTimeout(), care.closeTimeout());
          return Flux.from(events)
              .doOnNext(_ -> connection.sent(1, 0))
              .takeUntilOther(toldToGo.asMono())
              .doFinally(_ -> {
                stall.end();
                connection.close();
              });
        });
    return super.prepareResponse(request, response.transform(it -> it.data(watched)))
        .map(answer -> new EventsResponse(answer, connection));
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
