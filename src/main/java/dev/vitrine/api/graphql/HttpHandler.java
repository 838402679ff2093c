package dev.vitrine.api.graphql;

import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import java.util.Map;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.graphql.execution.ErrorType;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** GraphQL by POST; a body that is too large or no JSON gets an answer in GraphQL's own form. */
final class HttpHandler extends GraphQlHttpHandler {

  HttpHandler(WebGraphQlHandler handler, CodecConfigurer codecs) {
    super(handler, codecs);
  }

  @Override
  public Mono<ServerResponse> handleRequest(ServerRequest request) {
    return super.handleRequest(request)
        .onErrorResume(
            DataBufferLimitException.class,
            e ->
                refusal(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "a request has at most %d bytes"
                        .formatted(GraphQlTransportConfiguration.REQUEST_BYTES_MAX)))
        .onErrorResume(
            DecodingException.class,
            e ->
                refusal(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "the body must be a JSON object with a query"));
  }

  private static Mono<ServerResponse> refusal(HttpStatus status, String code, String message) {
    return ServerResponse.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            ExecutionResult.newExecutionResult()
                .addError(
                    GraphqlErrorBuilder.newError()
                        .message("%s", message)
                        .errorType(ErrorType.BAD_REQUEST)
                        .extensions(Map.of(ErrorFields.CODE, code))
                        .build())
                .build()
                .toSpecification());
  }
}
