package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.LiveConnection;
import graphql.ExecutionResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Every subscription that goes on, over WebSocket or server-sent events: counts them, tells them
 * whose they are (by the context), and completes them as the first thing of a shutdown, which would
 * wait for them otherwise. Inside the other interceptors of subscriptions, so that a completion
 * goes the way of any other.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class OpenSubscriptions implements WebGraphQlInterceptor, SmartLifecycle, MeterBinder {

  private final AtomicInteger active = new AtomicInteger();
  private volatile Sinks.Empty<Void> shutdown = Sinks.empty();
  private volatile boolean running;

  /**
   * Completes when the service begins to shut down; who asks after a restart waits for the next.
   */
  Mono<Void> shutdown() {
    return Mono.defer(() -> shutdown.asMono());
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Optional<LiveConnection> connection = connection(request);
    return chain.next(request).map(response -> followed(response, connection));
  }

  /** The connection that the request came by: that of the socket, or of the answer of events. */
  private static Optional<LiveConnection> connection(WebGraphQlRequest request) {
    Map<String, Object> attributes =
        request instanceof WebSocketGraphQlRequest socket
            ? socket.getSessionInfo().getAttributes()
            : request.getAttributes();
    return Optional.ofNullable((LiveConnection) attributes.get(LiveConnection.class.getName()));
  }

  @SuppressWarnings("unchecked") // the data of a subscription is a publisher of results
  private WebGraphQlResponse followed(
      WebGraphQlResponse response, Optional<LiveConnection> connection) {
    if (!(response.getData() instanceof Publisher<?> events)) {
      return response;
    }
    Flux<ExecutionResult> counted =
        Flux.defer(() -> {
          count(connection, 1);
          return Flux.from((Publisher<ExecutionResult>) events)
              .takeUntilOther(shutdown())
              .doFinally(_ -> count(connection, -1))
              .contextWrite(
                  context -> context.putNonNull(LiveConnection.class, connection.orElse(null)));
        });
    return response.transform(builder -> builder.data(counted));
  }

  private void count(Optional<LiveConnection> connection, int change) {
    active.addAndGet(change);
    connection.ifPresent(it -> it.subscriptions(change));
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("vitrine.graphql.subscriptions", active, AtomicInteger::get)
        .description("GraphQL subscriptions that go on, over WebSocket or server-sent events")
        .register(meters);
  }

  @Override
  public void start() {
    shutdown = Sinks.empty();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    shutdown.tryEmitEmpty();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
