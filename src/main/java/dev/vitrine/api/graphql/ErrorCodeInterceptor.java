package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.ErrorType;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.introspection.GoodFaithIntrospection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Gives a code to the errors that the GraphQL engine itself makes, before any field is fetched; one
 * that it throws is an error of that operation, and does not end the connection of others.
 */
@Component
final class ErrorCodeInterceptor implements WebGraphQlInterceptor {

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain
        .next(request)
        .map(ErrorCodeInterceptor::withCodes)
        .onErrorResume(error -> Mono.fromSupplier(() -> failed(request, error)));
  }

  private static WebGraphQlResponse failed(WebGraphQlRequest request, Throwable error) {
    Problem problem = Problem.of(error).orElseGet(() -> Problem.unforeseen(error));
    ExecutionResult result =
        ExecutionResult.newExecutionResult()
            .addError(ErrorFields.error(GraphqlErrorBuilder.newError(), problem))
            .build();
    return new WebGraphQlResponse(
        new DefaultExecutionGraphQlResponse(request.toExecutionInput(), result));
  }

  private static WebGraphQlResponse withCodes(WebGraphQlResponse response) {
    List<GraphQLError> errors = response.getExecutionResult().getErrors();
    if (errors.stream().allMatch(ErrorCodeInterceptor::hasCode)) {
      return response;
    }
    List<GraphQLError> coded = errors.stream().map(ErrorCodeInterceptor::withCode).toList();
    return response.transform(builder -> builder.errors(coded));
  }

  private static boolean hasCode(GraphQLError error) {
    return error.getExtensions() != null && error.getExtensions().containsKey(ErrorFields.CODE);
  }

  private static GraphQLError withCode(GraphQLError error) {
    if (hasCode(error)) {
      return error;
    }
    Map<String, Object> extensions = new LinkedHashMap<>();
    if (error.getExtensions() != null) {
      extensions.putAll(error.getExtensions());
    }
    extensions.put(ErrorFields.CODE, codeOf(error).code());
    GraphqlErrorBuilder<?> builder =
        GraphqlErrorBuilder.newError()
            .message("%s", error.getMessage())
            .errorType(error.getErrorType())
            .extensions(extensions);
    if (error.getLocations() != null) {
      builder.locations(error.getLocations());
    }
    if (error.getPath() != null) {
      builder.path(error.getPath());
    }
    return builder.build();
  }

  private static ProblemCode codeOf(GraphQLError error) {
    if (error instanceof GoodFaithIntrospection.BadFaithIntrospectionError) {
      return ProblemCode.INVALID_REQUEST;
    }
    if (!(error.getErrorType() instanceof ErrorType type)) {
      return ProblemCode.INTERNAL_ERROR;
    }
    return switch (type) {
      case InvalidSyntax, ValidationError, OperationNotSupported, ExecutionAborted ->
          ProblemCode.INVALID_REQUEST;
      case DataFetchingException, NullValueInNonNullableField -> ProblemCode.INTERNAL_ERROR;
    };
  }
}
