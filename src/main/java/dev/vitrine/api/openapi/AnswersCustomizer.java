package dev.vitrine.api.openapi;

import dev.vitrine.api.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;

/** Documents what {@link Answers} says, and what follows from the signature. */
final class AnswersCustomizer implements OperationCustomizer {

  private static final String BINARY = "application/octet-stream";
  private static final String TEXT = "text/plain";
  private static final Set<ProblemCode> OF_EVERY_OPERATION =
      EnumSet.of(
          ProblemCode.UNAUTHENTICATED,
          ProblemCode.FORBIDDEN,
          ProblemCode.NOT_ACCEPTABLE,
          ProblemCode.INTERNAL_ERROR,
          ProblemCode.IO_FAILURE,
          ProblemCode.BUSY);
  private static final Set<ProblemCode> OF_BODIES =
      EnumSet.of(
          ProblemCode.INVALID_REQUEST,
          ProblemCode.BODY_TOO_LARGE,
          ProblemCode.UNSUPPORTED_MEDIA_TYPE);

  @Override
  public Operation customize(Operation operation, HandlerMethod method) {
    Answers answers = method.getMethodAnnotation(Answers.class);
    if (answers == null) {
      return operation;
    }
    success(operation, answers);
    if (hasPrecondition(method)) {
      operation.addParametersItem(ifMatch());
    }
    if (operation.getRequestBody() != null) {
      binary(operation.getRequestBody().getContent());
    }
    ProblemResponses.add(operation.getResponses(), problems(answers, method));
    return operation;
  }

  private static void success(Operation operation, Answers answers) {
    for (ApiResponse response : operation.getResponses().values()) {
      response.setDescription(answers.success());
      for (AnswerHeader header : answers.headers()) {
        response.addHeaderObject(header.headerName(), document(header));
      }
      binary(response.getContent());
    }
  }

  private static Header document(AnswerHeader header) {
    return new Header()
        .description(header.description())
        .schema(new StringSchema())
        .example(header.example());
  }

  /** Raw bytes are bytes and text is text, whatever type the controller has them as. */
  private static void binary(Content content) {
    if (content != null && content.containsKey(TEXT)) {
      content.put(TEXT, new MediaType().schema(new StringSchema()));
    }
    if (content != null && content.containsKey(BINARY)) {
      content.put(BINARY, new MediaType().schema(new StringSchema().format("binary")));
    }
  }

  private static Set<ProblemCode> problems(Answers answers, HandlerMethod method) {
    Set<ProblemCode> problems = EnumSet.copyOf(OF_EVERY_OPERATION);
    problems.addAll(List.of(answers.problems()));
    if (method.getMethodParameters().length > 0) {
      problems.add(ProblemCode.INVALID_REQUEST);
    }
    if (hasParameterWith(method, RequestBody.class)) {
      problems.addAll(OF_BODIES);
    }
    if (hasPrecondition(method)) {
      problems.add(ProblemCode.PRECONDITION_FAILED);
    }
    return problems;
  }

  private static boolean hasParameterWith(
      HandlerMethod method, Class<? extends Annotation> annotation) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(it -> it.hasParameterAnnotation(annotation));
  }

  private static boolean hasPrecondition(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .anyMatch(it -> it.getParameterType().isAnnotationPresent(Precondition.class));
  }

  private static HeaderParameter ifMatch() {
    HeaderParameter header = new HeaderParameter();
    header.setName("If-Match");
    header.setDescription(
        "The ETag that the page must still have, or * for any; precondition-failed otherwise.");
    header.setRequired(false);
    header.setSchema(new StringSchema());
    return header;
  }
}
