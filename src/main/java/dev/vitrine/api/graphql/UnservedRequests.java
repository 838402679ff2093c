package dev.vitrine.api.graphql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.graphql.autoconfigure.GraphQlProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.webflux.GraphQlRequestPredicates;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;

/**
 * Requests that no GraphQL transport takes: a problem says why, where Spring's routes say nothing.
 */
@Configuration(proxyBeanMethods = false)
class UnservedRequests {

  private static final int BEFORE_SPRINGS_OWN = -1;

  @Bean
  @Order(BEFORE_SPRINGS_OWN)
  RouterFunction<ServerResponse> unservedGraphQlRequests(GraphQlProperties properties) {
    String path = properties.getHttp().getPath();
    RequestPredicate served =
        GraphQlRequestPredicates.graphQlHttp(path).or(GraphQlRequestPredicates.graphQlSse(path));
    return RouterFunctions.route(
        RequestPredicates.path(path).and(served.negate()), request -> Mono.error(refusal(request)));
  }

  private static RuntimeException refusal(ServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return new MethodNotAllowedException(request.method(), Set.of(HttpMethod.POST));
    }
    @Nullable MediaType type = request.headers().contentType().orElse(null);
    if (type == null || !MediaType.APPLICATION_JSON.includes(type)) {
      return new UnsupportedMediaTypeStatusException(type, List.of(MediaType.APPLICATION_JSON));
    }
    return new NotAcceptableStatusException(
        List.of(
            MediaType.APPLICATION_GRAPHQL_RESPONSE,
            MediaType.APPLICATION_JSON,
            MediaType.TEXT_EVENT_STREAM));
  }
}
