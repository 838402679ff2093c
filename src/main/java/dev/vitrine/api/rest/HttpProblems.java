package dev.vitrine.api.rest;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.util.ClassUtils;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** What Spring's own errors are to a client; the engine's and ours are in {@link Problem}. */
final class HttpProblems {

  private HttpProblems() {}

  static Problem of(Throwable error) {
    return Problem.of(error).orElseGet(() -> springs(error));
  }

  private static Problem springs(Throwable error) {
    return switch (error) {
      case HandlerMethodValidationException e -> validation(e);
      case MissingRequestValueException e -> invalid(e.getName(), "must be given");
      case ServerWebInputException e -> input(e);
      case UnsupportedMediaTypeStatusException e ->
          new Problem(
              ProblemCode.UNSUPPORTED_MEDIA_TYPE,
              "the content type "
                  + e.getContentType()
                  + " is not supported here; supported: "
                  + e.getSupportedMediaTypes());
      case MethodNotAllowedException e ->
          new Problem(
              ProblemCode.METHOD_NOT_ALLOWED,
              e.getHttpMethod() + " is not supported here; supported: " + e.getSupportedMethods());
      case ResponseStatusException e -> status(e);
      case DataBufferLimitException e ->
          new Problem(ProblemCode.BODY_TOO_LARGE, "the body is larger than the service takes");
      default -> Problem.unforeseen(error);
    };
  }

  private static Problem validation(HandlerMethodValidationException e) {
    ParameterValidationResult first = e.getParameterValidationResults().getFirst();
    return invalid(
        name(first.getMethodParameter()),
        String.valueOf(first.getResolvableErrors().getFirst().getDefaultMessage()));
  }

  private static Problem input(ServerWebInputException e) {
    String field = name(e.getMethodParameter());
    return e.getCause() instanceof TypeMismatchException mismatch
        ? invalid(field, "must be " + expected(mismatch.getRequiredType()))
        : invalid(field, "is not valid: " + e.getReason());
  }

  private static String expected(@Nullable Class<?> type) {
    Class<?> boxed = type == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed == Long.class) {
      return "a whole number of 64 bits";
    }
    if (boxed == Integer.class) {
      return "a whole number of 32 bits";
    }
    if (boxed == Double.class) {
      return "a decimal number";
    }
    return boxed == Boolean.class ? "true or false" : "of another form";
  }

  private static String name(@Nullable MethodParameter parameter) {
    if (parameter == null) {
      return "request";
    }
    RequestParam said = parameter.getParameterAnnotation(RequestParam.class);
    String name =
        said == null || said.name().isEmpty() ? parameter.getParameterName() : said.name();
    return name == null ? "request" : name;
  }

  private static Problem status(ResponseStatusException e) {
    return switch (e.getStatusCode().value()) {
      case 401 -> new Problem(ProblemCode.UNAUTHENTICATED, "credentials are missing or not valid");
      case 403 -> new Problem(ProblemCode.FORBIDDEN, "the request is refused");
      case 404 -> new Problem(ProblemCode.NOT_FOUND, "there is nothing at this address");
      case 406 -> new Problem(ProblemCode.NOT_ACCEPTABLE, String.valueOf(e.getBody().getDetail()));
      case 413 ->
          new Problem(ProblemCode.BODY_TOO_LARGE, "the body is larger than the service takes");
      default ->
          e.getStatusCode().is4xxClientError()
              ? new Problem(ProblemCode.INVALID_REQUEST, String.valueOf(e.getReason()))
              : Problem.unforeseen(e);
    };
  }

  private static Problem invalid(String field, String reason) {
    return Problem.of(ProblemException.invalid(field, reason)).orElseThrow();
  }
}
