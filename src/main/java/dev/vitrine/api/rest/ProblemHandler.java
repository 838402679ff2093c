package dev.vitrine.api.rest;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where an error becomes an HTTP answer, for every path and every filter: {@code
 * application/problem+json}, whatever the client said it accepts.
 */
@Component
@Order(ProblemHandler.BEFORE_SPRINGS_OWN)
public final class ProblemHandler implements ErrorWebExceptionHandler {

  static final int BEFORE_SPRINGS_OWN = -2;

  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final JsonMapper json;

  public ProblemHandler(JsonMapper json) {
    this.json = json;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      return Mono.error(error);
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
      LOG.debug("a client went away before it was answered", error);
      response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
      return response.setComplete().onErrorComplete(); // the exchange may have ended, too
    }
    Problem problem = HttpProblems.of(error);
    OperationTimer.failed(exchange, problem.code());
    response.setStatusCode(HttpStatusCode.valueOf(problem.code().status()));
    headers(response.getHeaders(), problem.code(), error);
    byte[] body = json.writeValueAsBytes(problem.members());
    response.getHeaders().setContentLength(body.length);
    DataBuffer buffer = response.bufferFactory().wrap(body);
    return response.writeWith(Mono.just(buffer));
  }

  private static void headers(HttpHeaders headers, ProblemCode code, Throwable error) {
    headers.clearContentHeaders();
    if (error instanceof ErrorResponse known) {
      headers.putAll(known.getHeaders());
    }
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    if (code == ProblemCode.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"vitrine\"");
    }
    if (code == ProblemCode.BUSY) {
      headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Problem.RETRY_AFTER_SECONDS));
    }
    if (code == ProblemCode.BODY_TOO_LARGE) {
      // The rest of the body is not read, so the connection can't carry another request.
      headers.set(HttpHeaders.CONNECTION, "close");
    }
  }
}
