package dev.vitrine.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document's frame, and what springdoc can't read from the controllers. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  /** Version of the interface, not of the service: it is in every path. */
  static final String API_VERSION = "v1";

  private static final String BEARER = "bearer";
  private static final String API_KEY = "api-key";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Vitrine")
                .version(API_VERSION)
                .description(
                    """
                    A storage engine behind glass.

                    Names are in snake_case. Bytes travel raw as application/octet-stream or as \
                    base64 in JSON, as Content-Type and Accept say. A page's ETag is its LSN; \
                    mutations honour If-Match. Failures are problems (RFC 9457) with a stable \
                    code. Reads of state carry a cursor from which the live streams go on.\
                    """))
        .servers(List.of(new Server().url("/").description("This service")))
        .security(
            List.of(
                new SecurityRequirement().addList(BEARER),
                new SecurityRequirement().addList(API_KEY),
                new SecurityRequirement()))
        .components(
            new Components()
                .addSecuritySchemes(BEARER, bearer())
                .addSecuritySchemes(API_KEY, apiKey())
                .addSchemas(ProblemResponses.SCHEMA, ProblemResponses.schema())
                .examples(ProblemResponses.examples()));
  }

  private static SecurityScheme bearer() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description("The key of vitrine.api-key, where the service has one.");
  }

  private static SecurityScheme apiKey() {
    return new SecurityScheme()
        .type(SecurityScheme.Type.APIKEY)
        .in(SecurityScheme.In.HEADER)
        .name("X-API-Key")
        .description("The same key in a header of its own.");
  }

  @Bean
  OperationCustomizer answersCustomizer() {
    return new AnswersCustomizer();
  }

  @Bean
  OpenApiCustomizer documentCustomizer() {
    StreamPaths streams = new StreamPaths();
    return document -> {
      streams.customise(document);
      sortTags(document);
      document.getComponents().getSchemas().forEach(OpenApiConfiguration::answer);
    };
  }

  private static void sortTags(OpenAPI document) {
    List<Tag> tags = new ArrayList<>(document.getTags());
    tags.sort(Comparator.comparing(Tag::getName));
    document.setTags(tags);
  }

  /** An answer has all of its fields, always; a schema that says otherwise says so itself. */
  private static void answer(String name, Schema<?> schema) {
    boolean counted = schema.getMinProperties() != null;
    if (!counted && schema.getRequired() == null && schema.getProperties() != null) {
      schema.setRequired(schema.getProperties().keySet().stream().sorted().toList());
      NullableFields.tell(name, schema);
    }
  }
}
