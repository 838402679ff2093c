package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Over server-sent events, refuses an operation that is no subscription before anything of it is
 * carried out. Spring's handler looks at the result, and a mutation has happened by then.
 */
@Component
final class SubscriptionsOnly extends SimplePerformantInstrumentation
    implements WebGraphQlInterceptor {

  private static final String ATTRIBUTE = SubscriptionsOnly.class.getName();

  private static final Problem NO_SUBSCRIPTION =
      new Problem(
          ProblemCode.INVALID_REQUEST,
          "only a subscription is answered with events: send other operations by a POST that"
              + " accepts application/json");

  /** Marks a request, by its attributes, as one that must be a subscription. */
  static void require(Map<String, Object> attributes) {
    attributes.put(ATTRIBUTE, true);
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    if (request.getAttributes().containsKey(ATTRIBUTE)) {
      request.configureExecutionInput((input, builder) ->
          builder.graphQLContext(Map.of(SubscriptionsOnly.class, true)).build());
    }
    return chain.next(request);
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    var execution = parameters.getExecutionContext();
    boolean subscription =
        execution.getOperationDefinition().getOperation()
            == OperationDefinition.Operation.SUBSCRIPTION;
    if (!subscription && execution.getGraphQLContext().hasKey(SubscriptionsOnly.class)) {
      throw new AbortExecutionException(
          List.of(ErrorFields.error(GraphqlErrorBuilder.newError(), NO_SUBSCRIPTION)));
    }
    return null;
  }
}
