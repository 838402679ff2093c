package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import org.reactivestreams.Publisher;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webflux.GraphQlHttpHandler;
import org.springframework.http.MediaType;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** GraphQL by POST; a body that is no request of its own gets an answer in GraphQL's own form. */
final class HttpHandler extends GraphQlHttpHandler {

  private final int requestBytesMax;

  HttpHandler(WebGraphQlHandler handler, CodecConfigurer codecs, int requestBytesMax) {
    super(handler, codecs);
    this.requestBytesMax = requestBytesMax;
  }

  @Override
  public Mono<ServerResponse> handleRequest(ServerRequest request) {
    return answered(super.handleRequest(request), requestBytesMax);
  }

  /** A subscription has no single answer, so it was not begun. */
  @Override
  protected Mono<ServerResponse> prepareResponse(
      ServerRequest request, WebGraphQlResponse response) {
    return response.getData() instanceof Publisher<?>
        ? refusal(
            ProblemCode.INVALID_REQUEST,
            "a subscription needs the WebSocket of this address (graphql-transport-ws), or a POST"
                + " that accepts text/event-stream")
        : super.prepareResponse(request, response);
  }

  /** The answer, or a refusal of the body that there is no answer to. */
  static Mono<ServerResponse> answered(Mono<ServerResponse> answer, int requestBytesMax) {
    return answer
        .switchIfEmpty(Mono.defer(HttpHandler::noRequest))
        .onErrorResume(
            DataBufferLimitException.class,
            e ->
                refusal(
                    ProblemCode.BODY_TOO_LARGE,
                    "a request has at most %d bytes".formatted(requestBytesMax)))
        .onErrorResume(DecodingException.class, e -> noRequest());
  }

  private static Mono<ServerResponse> noRequest() {
    return refusal(
        ProblemCode.INVALID_REQUEST,
        "the body must be one JSON object with a query, no key in it twice");
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
