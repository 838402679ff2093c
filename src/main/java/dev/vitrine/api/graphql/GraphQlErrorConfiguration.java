package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.graphql.execution.SubscriptionExceptionResolver;

/**
 * Exceptions as errors that clients can act on: the problems that REST answers with, in GraphQL's
 * form.
 */
@Configuration(proxyBeanMethods = false)
class GraphQlErrorConfiguration {

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
    Problem problem = Problem.of(exception).orElseGet(() -> Problem.unforeseen(exception));
    return ErrorFields.error(builder, problem);
  }
}
