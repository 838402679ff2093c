package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.http.MediaType;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** GraphQL by POST; a body that is too large or no JSON gets an answer in GraphQL's own form. */
final class HttpHandler extends GraphQlHttpHandler {

  private final int requestBytesMax;

  HttpHandler(WebGraphQlHandler handler, CodecConfigurer codecs, int requestBytesMax) {
    super(handler, codecs);
    this.requestBytesMax = requestBytesMax;
  }

  @Override
  public Mono<ServerResponse> handleRequest(ServerRequest request) {
    return super.handleRequest(request)
        .onErrorResume(
            DataBufferLimitException.class,
            e ->
                refusal(
                    ProblemCode.BODY_TOO_LARGE,
                    "a request has at most %d bytes".formatted(requestBytesMax)))
        .onErrorResume(
            DecodingException.class,
            e ->
                refusal(
                    ProblemCode.INVALID_REQUEST, "the body must be a JSON object with a query"));
  }

  private static Mono<ServerResponse> refusal(ProblemCode code, String message) {
    return ServerResponse.status(code.status())
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            ExecutionResult.newExecutionResult()
                .addError(
                    ErrorFields.error(GraphqlErrorBuilder.newError(), new Problem(code, message)))
                .build()
                .toSpecification());
  }
}
