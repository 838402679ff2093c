package dev.vitrine.api.graphql;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.graphql.execution.ErrorType;

/** What a client learns of an engine's error beside its message. */
final class ErrorFields {

  static final String CODE = "code";
  static final String FIELD = "field";
  static final String DETAILS = "details";

  private ErrorFields() {}

  /** The code, the argument at fault where there is one, and the facts in camelCase. */
  static Map<String, Object> extensions(EngineException error) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put(CODE, error.code().code());
    Map<String, Object> details = new LinkedHashMap<>();
    error.details().forEach((name, value) -> details.put(camel(name), value));
    if (details.remove(FIELD) instanceof String field) {
      extensions.put(FIELD, camel(field));
    }
    if (!details.isEmpty()) {
      extensions.put(DETAILS, details);
    }
    return extensions;
  }

  /** The code, and the argument at fault where there is one. */
  static Map<String, Object> extensions(ProblemException problem) {
    String field = problem.field();
    String code = problem.code().code();
    return field == null ? Map.of(CODE, code) : Map.of(CODE, code, FIELD, camel(field));
  }

  /** By the status that the same problem has over HTTP. */
  static ErrorType classification(ProblemCode code) {
    return switch (code.status()) {
      case 401 -> ErrorType.UNAUTHORIZED;
      case 403 -> ErrorType.FORBIDDEN;
      case 404, 410 -> ErrorType.NOT_FOUND;
      default -> code.status() < 500 ? ErrorType.BAD_REQUEST : ErrorType.INTERNAL_ERROR;
    };
  }

  static ErrorType classification(ErrorCode code) {
    return switch (code) {
      case INVALID_REQUEST,
          PAGE_FULL,
          PAGE_PINNED,
          PAGE_DIRTY,
          PRECONDITION_FAILED,
          PAGE_IMAGE_INVALID,
          TOO_MANY_LEASES,
          QUEUE_FULL ->
          ErrorType.BAD_REQUEST;
      case PAGE_NOT_FOUND, RECORD_NOT_FOUND, OPERATION_NOT_FOUND, STALE_LEASE ->
          ErrorType.NOT_FOUND;
      case PAGE_OWNED -> ErrorType.FORBIDDEN;
      case CHECKSUM_FAILURE,
          READ_ONLY,
          BUSY,
          DISK_FULL,
          IO_FAILURE,
          IO_URING_UNAVAILABLE,
          DATA_DIRECTORY ->
          ErrorType.INTERNAL_ERROR;
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
