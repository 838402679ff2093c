package dev.vitrine.api.graphql;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.graphql.execution.ErrorType;

/** A problem as a GraphQL error: what a client learns of it beside its message. */
final class ErrorFields {

  static final String CODE = "code";
  static final String FIELD = "field";
  static final String DETAILS = "details";

  private ErrorFields() {}

  static GraphQLError error(GraphqlErrorBuilder<?> builder, Problem problem) {
    return builder
        .message("%s", problem.detail())
        .errorType(classification(problem.code()))
        .extensions(extensions(problem))
        .build();
  }

  /** The code, the argument at fault where there is one, and the facts in camelCase. */
  static Map<String, Object> extensions(Problem problem) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put(CODE, problem.code().code());
    if (problem.field() != null) {
      extensions.put(FIELD, camel(problem.field()));
    }
    if (!problem.details().isEmpty()) {
      Map<String, Object> details = new LinkedHashMap<>();
      problem.details().forEach((name, value) -> details.put(camel(name), value));
      extensions.put(DETAILS, details);
    }
    return extensions;
  }

  /**
   * Spring's own few kinds of errors, by the problem's HTTP status; another's page is forbidden.
   */
  static ErrorType classification(ProblemCode code) {
    if (code == ProblemCode.PAGE_OWNED) {
      return ErrorType.FORBIDDEN;
    }
    return switch (code.status()) {
      case 401 -> ErrorType.UNAUTHORIZED;
      case 403 -> ErrorType.FORBIDDEN;
      case 404, 410 -> ErrorType.NOT_FOUND;
      default -> code.status() < 500 ? ErrorType.BAD_REQUEST : ErrorType.INTERNAL_ERROR;
    };
  }

  /** snake_case as camelCase. */
  static String camel(String snake) {
    StringBuilder camel = new StringBuilder(snake.length());
    for (int i = 0; i < snake.length(); i++) {
      boolean afterUnderscore = i > 0 && snake.charAt(i - 1) == '_';
      if (snake.charAt(i) != '_') {
        camel.append(afterUnderscore ? Character.toUpperCase(snake.charAt(i)) : snake.charAt(i));
      }
    }
    return camel.toString();
  }
}
