package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.connection.LiveLimits;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import java.util.List;
import java.util.Map;
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
@Order(Ordered.LOWEST_PRECEDENCE - 2)
final class SubscriptionLimit implements WebGraphQlInterceptor {

  private final int subscriptionsMax;

  SubscriptionLimit(LiveLimits limits) {
    this.subscriptionsMax = limits.maxSubscriptions();
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Mono<WebGraphQlResponse> response = chain.next(request);
    if (!(request instanceof WebSocketGraphQlRequest socketRequest)) {
      return response;
    }
    OpenOperations operations = OpenOperations.of(socketRequest.getSessionInfo().getAttributes());
    return response
        .doOnError(_ -> operations.end(request.getId()))
        .map(answer -> limited(answer, operations, request.getId()));
  }

  @SuppressWarnings("unchecked") // the data of a subscription is a publisher of results
  private WebGraphQlResponse limited(
      WebGraphQlResponse response, OpenOperations operations, String id) {
    if (!(response.getData() instanceof Publisher<?> events)) {
      operations.end(id);
      return response;
    }
    Flux<ExecutionResult> counted = counted((Publisher<ExecutionResult>) events, operations, id);
    return response.transform(builder -> builder.data(CompleteOnCancel.apply(counted)));
  }

  /** The id is free before the client is told of the end, since it may use it again then. */
  private Flux<ExecutionResult> counted(
      Publisher<ExecutionResult> events, OpenOperations operations, String id) {
    return Flux.defer(
            () -> {
              if (operations.subscriptions(1) > subscriptionsMax) {
                operations.subscriptions(-1);
                return Flux.<ExecutionResult>error(refusal());
              }
              return Flux.from(events).doFinally(_ -> operations.subscriptions(-1));
            })
        .doOnTerminate(() -> operations.end(id));
  }

  private SubscriptionPublisherException refusal() {
    return new SubscriptionPublisherException(
        List.of(
            GraphqlErrorBuilder.newError()
                .message(
                    "a connection carries at most %d subscriptions: end one, or open another"
                        + " connection",
                    subscriptionsMax)
                .errorType(ErrorFields.classification(ProblemCode.RATE_LIMITED))
                .extensions(Map.of(ErrorFields.CODE, ProblemCode.RATE_LIMITED.code()))
                .build()),
        null);
  }
}
