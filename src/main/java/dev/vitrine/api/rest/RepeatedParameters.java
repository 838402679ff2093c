package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a query that says the same thing twice, for REST and the handshakes of the streams: which
 * of two values was meant is not for the service to guess. Lists are one value with commas.
 */
@Component
@Order(RepeatedParameters.AFTER_THE_GUARD)
final class RepeatedParameters implements WebFilter {

  static final int AFTER_THE_GUARD = Ordered.HIGHEST_PRECEDENCE + 10;

  private static final String DOORS = "/api/";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    if (exchange.getRequest().getPath().value().startsWith(DOORS)) {
      for (Map.Entry<String, List<String>> parameter :
          exchange.getRequest().getQueryParams().entrySet()) {
        if (parameter.getValue().size() > 1) {
          return Mono.error(ProblemException.invalid(parameter.getKey(), "must be given once"));
        }
      }
    }
    return chain.filter(exchange);
  }
}
