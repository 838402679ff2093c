package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.Parser;
import graphql.validation.Validator;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.http.MediaType;

class GraphiQlPageTest extends GraphQlServerTest {

  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
  private static final Pattern EXAMPLE = Pattern.compile("query: `([^`]*)`");

  @Autowired GraphQlSource source;

  private String get(String path) {
    return new String(
        http.get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void thePageIsHtmlUnderItsPlainAddress() {
    http.get()
        .uri("/graphiql")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.TEXT_HTML);
    http.get().uri("/graphiql/").exchange().expectHeader().location("../graphiql");
  }

  @Test
  void whateverThePageLoadsIsServedHere() {
    List<String> addresses =
        ADDRESS.matcher(get("/graphiql")).results().map(match -> match.group(1)).toList();

    assertThat(addresses).hasSizeGreaterThan(6).noneMatch(address -> address.contains("//"));
    addresses.stream()
        .filter(address -> !address.startsWith("data:"))
        .forEach(address -> assertThat(get("/" + address)).isNotEmpty());
  }

  @Test
  void everyExampleFitsTheSchema() {
    List<String> examples =
        EXAMPLE
            .matcher(get("/graphiql/examples.js"))
            .results()
            .map(MatchResult::group)
            .map(text -> text.substring("query: `".length(), text.length() - 1))
            .toList();

    assertThat(examples).hasSizeGreaterThan(4);
    for (String example : examples) {
      assertThat(
              new Validator().validateDocument(source.schema(), Parser.parse(example), Locale.ROOT))
          .as(example)
          .isEmpty();
    }
  }
}
