package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemCode;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.SubscriptionPublisherException;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.WebSocketGraphQlRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Bounds the subscriptions of one WebSocket connection. Spring stops reading a socket, even a
 * {@code complete}, once 255 operations run on it; so the next one is refused long before, and the
 * others go on.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class SubscriptionLimit implements WebGraphQlInterceptor {

  static final int SUBSCRIPTIONS_MAX = 64;
  private static final String ACTIVE = SubscriptionLimit.class.getName();

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Mono<WebGraphQlResponse> response = chain.next(request);
    if (!(request instanceof WebSocketGraphQlRequest socketRequest)) {
      return response;
    }
    AtomicInteger active =
        (AtomicInteger)
            socketRequest
                .getSessionInfo()
                .getAttributes()
                .computeIfAbsent(ACTIVE, key -> new AtomicInteger());
    return response.map(answer -> limited(answer, active));
  }

  @SuppressWarnings("unchecked") // the data of a subscription is a publisher of results
  private static WebGraphQlResponse limited(WebGraphQlResponse response, AtomicInteger active) {
    if (!(response.getData() instanceof Publisher<?> events)) {
      return response;
    }
    Flux<ExecutionResult> counted = counted((Publisher<ExecutionResult>) events, active);
    return response.transform(builder -> builder.data(CompleteOnCancel.apply(counted)));
  }

  private static Flux<ExecutionResult> counted(
      Publisher<ExecutionResult> events, AtomicInteger active) {
    return Flux.defer(() -> {
      if (active.incrementAndGet() > SUBSCRIPTIONS_MAX) {
        active.decrementAndGet();
        return Flux.error(refusal());
      }
      return Flux.from(events).doFinally(signal -> active.decrementAndGet());
    });
  }

  private static SubscriptionPublisherException refusal() {
    return new SubscriptionPublisherException(
        List.of(
            GraphqlErrorBuilder.newError()
                .message(
                    "a connection carries at most %d subscriptions: end one, or open another"
                        + " connection",
                    SUBSCRIPTIONS_MAX)
                .errorType(ErrorFields.classification(ProblemCode.RATE_LIMITED))
                .extensions(Map.of(ErrorFields.CODE, ProblemCode.RATE_LIMITED.code()))
                .build()),
        null);
  }
}
