package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import dev.vitrine.api.security.ApiKey;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.graphql.server.WebSocketGraphQlInterceptor;
import org.springframework.graphql.server.WebSocketSessionInfo;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks a GraphQL socket for the key, where one is configured: in the headers of the handshake, or
 * as {@code {"authorization": "Bearer …"}} in {@code connection_init}. Without it the connection is
 * closed with 4401. Nothing runs on a connection before its {@code connection_init} was accepted.
 */
@Component
final class SocketCredentials implements WebSocketGraphQlInterceptor {

  private static final String AUTHORIZATION = "authorization";

  private final Optional<ApiKey> key;

  SocketCredentials(ObjectProvider<ApiKey> key) {
    this.key = Optional.ofNullable(key.getIfAvailable());
  }

  @Override
  public Mono<Object> handleConnectionInitialization(
      WebSocketSessionInfo session, Map<String, Object> payload) {
    return key.isEmpty() || opens(key.get(), session, payload)
        ? Mono.empty()
        : Mono.error(
            new ProblemException(
                ProblemCode.UNAUTHENTICATED, "the API key is missing or not valid"));
  }

  private static boolean opens(
      ApiKey key, WebSocketSessionInfo session, Map<String, Object> payload) {
    return key.opens(session.getHeaders())
        || payload.entrySet().stream()
            .anyMatch(it ->
                it.getKey().equalsIgnoreCase(AUTHORIZATION)
                    && it.getValue() instanceof String text
                    && key.opensAuthorization(text));
  }
}
