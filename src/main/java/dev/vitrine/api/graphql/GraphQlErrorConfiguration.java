package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.error.EngineException;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;

/**
 * Exceptions as errors that clients can act on: an engine's error with its code, anything else as
 * {@code internal-error} with an id that is in the log and nothing that is not for clients.
 */
@Configuration(proxyBeanMethods = false)
class GraphQlErrorConfiguration {

  static final String INTERNAL_ERROR = "internal-error";
  private static final Logger log = LoggerFactory.getLogger(GraphQlErrorConfiguration.class);

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  DataFetcherExceptionResolver fieldErrors() {
    return DataFetcherExceptionResolver.forSingleError(
        (exception, environment) -> error(exception, GraphqlErrorBuilder.newError(environment)));
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SubscriptionExceptionResolver subscriptionErrors() {
    return SubscriptionExceptionResolver.forSingleError(
        exception -> error(exception, GraphqlErrorBuilder.newError()));
  }

  private static GraphQLError error(Throwable exception, GraphqlErrorBuilder<?> builder) {
    if (exception instanceof EngineException engine) {
      return builder
          .message("%s", engine.getMessage())
          .errorType(ErrorFields.classification(engine.code()))
          .extensions(ErrorFields.extensions(engine))
          .build();
    }
    if (exception instanceof ProblemException problem) {
      return builder
          .message("%s", problem.getMessage())
          .errorType(ErrorFields.classification(problem.code()))
          .extensions(ErrorFields.extensions(problem))
          .build();
    }
    String id = UUID.randomUUID().toString();
    log.error("unexpected error {} in GraphQL", id, exception);
    return builder
        .message("something unexpected went wrong; the log has it under %s", id)
        .errorType(ErrorType.INTERNAL_ERROR)
        .extensions(Map.of(ErrorFields.CODE, INTERNAL_ERROR, "errorId", id))
        .build();
  }
}
