package dev.vitrine.api.graphql;

import graphql.ExecutionResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Every subscription that goes on, over WebSocket or server-sent events: counts them, and completes
 * them as the first thing of a shutdown, which would wait for them otherwise. The innermost
 * interceptor, so that a completion goes the way of any other.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class OpenSubscriptions implements WebGraphQlInterceptor, SmartLifecycle, MeterBinder {

  private final AtomicInteger active = new AtomicInteger();
  private final Sinks.Empty<Void> shutdown = Sinks.empty();
  private volatile boolean running;

  /** Completes when the service begins to shut down. */
  Mono<Void> shutdown() {
    return shutdown.asMono();
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain.next(request).map(this::followed);
  }

  @SuppressWarnings("unchecked") // the data of a subscription is a publisher of results
  private WebGraphQlResponse followed(WebGraphQlResponse response) {
    if (!(response.getData() instanceof Publisher<?> events)) {
      return response;
    }
    Flux<ExecutionResult> counted =
        Flux.defer(() -> {
          active.incrementAndGet();
          return Flux.from((Publisher<ExecutionResult>) events)
              .takeUntilOther(shutdown())
              .doFinally(_ -> active.decrementAndGet());
        });
    return response.transform(builder -> builder.data(counted));
  }

  @Override
  public void bindTo(MeterRegistry meters) {
    Gauge.builder("vitrine.graphql.subscriptions", active, AtomicInteger::get)
        .description("GraphQL subscriptions that go on, over WebSocket or server-sent events")
        .register(meters);
  }

  @Override
  public void start() {
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
