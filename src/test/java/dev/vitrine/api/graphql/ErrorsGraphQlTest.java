package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.vitrine.api.VitrineProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.ResponseError;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

class ErrorsGraphQlTest extends GraphQlServerTest {

  @Autowired private VitrineProperties properties;

  private ResponseError only(String document) {
    ResponseError[] found = new ResponseError[1];
    graphQl
        .document(document)
        .execute()
        .errors()
        .satisfy(errors -> {
          assertThat(errors).hasSize(1);
          found[0] = errors.getFirst();
        });
    return found[0];
  }

  @Test
  void theFactsOfAnErrorAreFields() {
    ResponseError error = only("{ getRecord(pageId: 1, slot: 5) { data } }");

    assertThat(error.getMessage()).isEqualTo("the slot is empty");
    assertThat(error.getExtensions()).containsEntry("details", Map.of("pageId", 1, "slot", 5));
  }

  @Test
  void anUnexpectedErrorTellsAnIdAndNothingElse() {
    ResponseError error = only("{ page(pageId: 13) { type } }");

    assertThat(error.getExtensions())
        .containsEntry("code", "internal-error")
        .containsEntry("classification", "INTERNAL_ERROR")
        .hasEntrySatisfying(
            "details", it -> assertThat(it).asInstanceOf(MAP).containsKey("errorId"));
    assertThat(error.getMessage()).doesNotContain("secret").doesNotContain("Exception");
  }

  @Test
  void anInvalidScalarNamesItsArgument() {
    ResponseError error = only("{ page(pageId: \"one\") { type } }");

    assertThat(error.getMessage()).contains("pageId").contains("is no BigInt");
    assertThat(error.getExtensions()).containsEntry("code", "invalid-request");
  }

  @Test
  void anUnknownFieldAndBadSyntaxHaveACode() {
    refuses("{ nothing }", "invalid-request", "ValidationError");
    refuses("{ page(", "invalid-request", "InvalidSyntax");
  }

  @Test
  void aRequestOfTooManyCallsIsRefused() {
    StringBuilder document = new StringBuilder("{ ");
    for (int i = 0; i <= QueryLimits.COST_MAX / QueryLimits.COST_OF_CALL; i++) {
      document.append("x").append(i).append(": page(pageId: 1) { type } ");
    }
    refuses(document.append('}').toString(), "invalid-request", "ExecutionAborted");
  }

  @Test
  void theLongestListIsNotTooMuch() {
    graphQl
        .document("{ pages(limit: 1000) { items { pageId type cached pins } nextCursor cursor } }")
        .execute()
        .errors()
        .verify();
  }

  @Test
  void introspectionAsDeepAsClientsAskIsAnswered() {
    graphQl
        .document(graphql.introspection.IntrospectionQuery.INTROSPECTION_QUERY)
        .execute()
        .errors()
        .verify();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedInGraphQlsOwnForm() {
    http.post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            "{\"query\": \""
                + " ".repeat(GraphQlTransportConfiguration.requestBytesMax(properties))
                + "\"}")
        .exchange()
        .expectStatus()
        .isEqualTo(413)
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("body-too-large");
  }

  @Test
  void aBodyThatIsNoJsonIsRefusedInGraphQlsOwnForm() {
    http.post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"query\": ")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{\"query\": 5}",
        "{\"query\": \"{ status { state } }\", \"operationName\": 5}",
        "{\"query\": \"{ nothing }\", \"query\": \"{ countPages { used } }\"}",
        "{\"query\": \"{ nothing }\", \"variables\": {\"a\": 1, \"a\": 2}}",
        "{\"query\": \"subscription { bufferPoolMetrics { totalPages } }\"}"
      })
  void aBodyThatIsNoRequestToAnswerIsRefused(String body) {
    http.post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.data")
        .doesNotExist()
        .jsonPath("$.errors[0].extensions.code")
        .isEqualTo("invalid-request");
  }

  @Test
  void whatNoTransportTakesIsAProblem() {
    problem(http.get().uri("/graphql").exchange(), 405, "method-not-allowed");
    problem(
        http.post().uri("/graphql").contentType(MediaType.TEXT_PLAIN).bodyValue("{}").exchange(),
        415,
        "unsupported-media-type");
    problem(
        http.post()
            .uri("/graphql")
            .contentType(MediaType.APPLICATION_JSON)
            .accept(MediaType.TEXT_HTML)
            .bodyValue("{}")
            .exchange(),
        406,
        "not-acceptable");
  }

  private static void problem(WebTestClient.ResponseSpec answer, int status, String code) {
    answer
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mutation { resetPage(pageId: -1) { lsn } }                 | pageId
          mutation { deleteRecord(pageId: 1, slot: -1) { lsn } }     | slot
          mutation { resetPage(pageId: 1, ifMatch: -1) { lsn } }     | ifMatch
          { readPagesVectored(pageIds: [1, -1]) { pageId } }         | pageIds
          """)
  void aNegativeArgumentIsNamed(String document, String field) {
    assertThat(only(document).getExtensions())
        .containsEntry("code", "invalid-request")
        .containsEntry("field", field);
  }
}
