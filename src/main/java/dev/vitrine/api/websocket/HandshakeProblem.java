package dev.vitrine.api.websocket;

import dev.vitrine.live.stream.InvalidSubscriptionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The answer to a handshake with a bad parameter: a problem (RFC 9457) that names it. */
final class HandshakeProblem {

  private static final String TYPE = "urn:vitrine:problem:invalid-request";
  private static final JsonMapper JSON = new JsonMapper();

  private HandshakeProblem() {}

  static Mono<Void> write(ServerWebExchange exchange, InvalidSubscriptionException invalid) {
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatus.BAD_REQUEST);
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", TYPE);
    problem.put("title", "Invalid request");
    problem.put("status", HttpStatus.BAD_REQUEST.value());
    problem.put("detail", invalid.getMessage());
    problem.put("instance", exchange.getRequest().getPath().value());
    problem.put("field", invalid.field());
    problem.put("reason", invalid.reason());
    DataBuffer body = response.bufferFactory().wrap(JSON.writeValueAsBytes(problem));
    return response.writeWith(Mono.just(body));
  }
}
