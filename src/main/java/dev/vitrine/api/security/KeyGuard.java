package dev.vitrine.api.security;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Asks for the key on every request and every handshake, the actuator's included. Open are whether
 * the process lives, and the files of the two pages, which tell nothing and whose calls carry the
 * key themselves. A GraphQL socket may also give its key in {@code connection_init}, because
 * browsers can't send headers with a handshake; its handler asks for it.
 */
final class KeyGuard implements WebFilter, Ordered {

  private static final String GRAPHQL = "/graphql";
  private static final List<String> OPEN_PATHS =
      List.of(
          "/actuator/health/liveness",
          "/graphiql",
          "/graphiql/",
          "/swagger-ui.html",
          "/v3/api-docs",
          "/v3/api-docs/swagger-config");
  private static final List<String> OPEN_FOLDERS =
      List.of("/graphiql/", "/webjars/", "/_static/", "/swagger-ui/");

  private final ApiKey key;

  KeyGuard(ApiKey key) {
    this.key = key;
  }

  /** After the local guard. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest request = exchange.getRequest();
    return isOpen(request) || key.opens(request.getHeaders())
        ? chain.filter(exchange)
        : Mono.error(refusal());
  }

  static ProblemException refusal() {
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED,
        "the API key is missing or not valid: send Authorization: Bearer <key> or X-API-Key");
  }

  private static boolean isOpen(ServerHttpRequest request) {
    // As it was sent: whatever is spelled in an unusual way is not open.
    String path = request.getPath().pathWithinApplication().value();
    boolean read = request.getMethod().equals(HttpMethod.GET);
    if (path.equals(GRAPHQL)) {
      return read && "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
    }
    return read
        && !path.contains("..")
        && !path.contains("%")
        && !path.contains(";")
        && (OPEN_PATHS.contains(path) || OPEN_FOLDERS.stream().anyMatch(path::startsWith));
  }
}
