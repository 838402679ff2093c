package dev.vitrine.api.openapi;

import dev.vitrine.api.Problem;
import dev.vitrine.api.ProblemCode;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Problems in the document: one schema, and for each status the codes it can stand for. */
final class ProblemResponses {

  static final String SCHEMA = "Problem";
  private static final String REFERENCE = "#/components/schemas/" + SCHEMA;
  private static final String CONTENT_TYPE = "application/problem+json";
  private static final String RETRY_AFTER = "Retry-After";

  private ProblemResponses() {}

  /** The schema all of them share. */
  static Schema<?> schema() {
    Schema<?> schema = new ObjectSchema();
    schema.description(
        "A problem (RFC 9457). Further members are facts under snake_case names, such as"
            + " page_id.");
    schema.addProperty("type", string("urn:vitrine:problem:<code>", "uri"));
    schema.addProperty("title", string("A text that is the same for every problem of the code."));
    schema.addProperty("status", new IntegerSchema().description("The HTTP status."));
    schema.addProperty("detail", string("What happened this time."));
    schema.addProperty("code", codes());
    schema.addProperty("field", string("The part of the request that is wrong, where one is."));
    schema.addProperty("error_id", string("Where the service's log tells of an internal-error."));
    schema.required(List.of("type", "title", "status", "detail", "code"));
    schema.additionalProperties(true);
    return schema;
  }

  /** Adds a response for every status among the problems. */
  static void add(ApiResponses responses, Collection<ProblemCode> problems) {
    problems.stream()
        .collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()))
        .forEach((status, codes) -> responses.addApiResponse(status.toString(), response(codes)));
  }

  private static ApiResponse response(List<ProblemCode> codes) {
    MediaType problem = new MediaType().schema(new Schema<>().$ref(REFERENCE));
    codes.forEach(code -> problem.addExamples(code.code(), reference(code)));
    ApiResponse response =
        new ApiResponse()
            .description(codes.stream().map(ProblemCode::code).collect(Collectors.joining(" or ")))
            .content(new Content().addMediaType(CONTENT_TYPE, problem));
    if (codes.contains(ProblemCode.BUSY)) {
      response.addHeaderObject(
          RETRY_AFTER,
          new Header()
              .description("Seconds to wait, when busy.")
              .schema(new IntegerSchema())
              .example(Problem.RETRY_AFTER_SECONDS));
    }
    return response;
  }

  /** One example for each code, to refer to. */
  static Map<String, Example> examples() {
    return Arrays.stream(ProblemCode.values())
        .collect(Collectors.toMap(ProblemCode::code, ProblemResponses::example));
  }

  private static Example example(ProblemCode code) {
    return new Example().summary(code.title()).value(new Problem(code, code.title()).members());
  }

  private static Example reference(ProblemCode code) {
    return new Example().$ref("#/components/examples/" + code.code());
  }

  private static Schema<?> codes() {
    StringSchema schema = new StringSchema();
    schema.description("What went wrong.");
    Arrays.stream(ProblemCode.values()).map(ProblemCode::code).forEach(schema::addEnumItem);
    return schema;
  }

  private static Schema<?> string(String description) {
    return new StringSchema().description(description);
  }

  private static Schema<?> string(String description, String format) {
    return string(description).format(format);
  }
}
