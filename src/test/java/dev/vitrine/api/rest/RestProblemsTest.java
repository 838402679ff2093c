package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.ProblemCode;
import dev.vitrine.api.RawHttp;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import reactor.core.publisher.Mono;

/**
 * Whatever goes wrong, a client gets a problem with a stable code, and nothing reaches the engine.
 */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vitrine.max-body=8192B")
class RestProblemsTest {

  private static final int BODY_BYTES_MAX = 8192;

  @Autowired private FakeEngine engine;
  @LocalServerPort private int port;
  private WebTestClient client;

  @BeforeEach
  void connect() {
    engine.reset();
    client = WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /pages/-1                          | id        | id must be 0 or more
          GET    | /pages/abc                         | id        | id must be a whole number of 64 bits
          GET    | /pages/0x10                        | id        | id must be a whole number of 64 bits
          GET    | /pages/9223372036854775808         | id        | id must be a whole number of 64 bits
          GET    | /pages/1/records/-1                | slot      | slot must be 0 or more
          GET    | /pages/1/records/2147483648        | slot      | slot must be a whole number of 32 bits
          GET    | /pages/1/split-advice?threshold=1.01 | threshold | threshold must be between 0 and 1
          GET    | /pages/1/split-advice?threshold=-0.1 | threshold | threshold must be between 0 and 1
          GET    | /pages/1/split-advice?threshold=NaN  | threshold | threshold must be a decimal number
          GET    | /pages/1/merge-advice              | with      | with must be given
          GET    | /pages/1/merge-advice?with=-2      | with      | with must be 0 or more
          POST   | /pages/1/merge                     | with      | with must be given
          POST   | /pages/1/merge?with=2&with=3       | with      | with must be given once
          GET    | /pages?limit=0                     | limit     | limit must be between 1 and 1000
          GET    | /pages?limit=1001                  | limit     | limit must be between 1 and 1000
          GET    | /pages?cursor=-1                   | cursor    | cursor must be 0 or more
          GET    | /pages?cursor=x                    | cursor    | cursor must be a whole number of 64 bits
          GET    | /io-stats/iops?seconds=0           | seconds   | seconds must be between 1 and 300
          GET    | /io-stats/iops?seconds=301         | seconds   | seconds must be between 1 and 300
          DELETE | /buffer-pool/pins/x?dirty=yes      | dirty     | dirty must be true or false
          """)
  void aBadParameterIsNamedWithTheReason(
      HttpMethod method, String uri, String field, String detail) {
    problem(client.method(method).uri(Replies.BASE + uri).exchange(), ProblemCode.INVALID_REQUEST)
        .jsonPath("$.field")
        .isEqualTo(field)
        .jsonPath("$.detail")
        .isEqualTo(detail);
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          {"data":"Zg"}               | data  | data must be base64 with padding (RFC 4648)
          {"data":"Zh=="}             | data  | data must be base64 with padding (RFC 4648)
          {"data":"Z g="}             | data  | data must be base64 with padding (RFC 4648)
          {"data":"_-8="}             | data  | data must be base64 with padding (RFC 4648)
          {"data":7}                  | data  | data must be a string of base64
          {"data":null}               | data  | data must be a string of base64
          {}                          | data  | data must be given
          {"data":"Zg==","extra":1}   | extra | extra is not a field of this request; data is
          {"data":"Zg=="} {}          | body  | body must be one JSON object with nothing after it
          ["Zg=="]                    | body  | body must be a JSON object with the field data
          """)
  void aBadJsonBodyIsNamedWithTheReason(String body, String field, String detail) {
    problem(insert(body), ProblemCode.INVALID_REQUEST)
        .jsonPath("$.field")
        .isEqualTo(field)
        .jsonPath("$.detail")
        .isEqualTo(detail);
    assertThat(engine.calls()).isEmpty();
  }

  @Test
  void aRepeatedFieldAndBrokenJsonAreRefusedWithTheirPlace() {
    problem(insert("{\"data\":\"Zg==\",\n\"data\":\"Zg==\"}"), ProblemCode.INVALID_REQUEST)
        .jsonPath("$.detail")
        .value(String.class, it -> assertThat(it).contains("Duplicate", "\"data\"", "line 2"));
    problem(insert("{\"data\":"), ProblemCode.INVALID_REQUEST)
        .jsonPath("$.detail")
        .value(String.class, it -> assertThat(it).contains("line 1, column"));
    problem(insert(""), ProblemCode.INVALID_REQUEST).jsonPath("$.field").isEqualTo("body");
  }

  private WebTestClient.ResponseSpec insert(String body) {
    return client
        .post()
        .uri(Replies.BASE + "/pages/1/records")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  @ParameterizedTest
  @CsvSource({"42", "'\"42'", "'\"1\", \"2\"'", "'\"a b\"'", "'W/42'", "''"})
  void aMalformedPreconditionIsRefused(String tag) {
    problem(
            client.post().uri(Replies.BASE + "/pages/1/reset").header("If-Match", tag).exchange(),
            ProblemCode.INVALID_REQUEST)
        .jsonPath("$.field")
        .isEqualTo("If-Match");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void anErrorOfTheEngineIsToldWithItsCodeAndFacts(ErrorCode error) {
    engine.failNext(
        new EngineException(error, "as it is").with("page_id", 5L).with("status", "fact"));

    ProblemCode code = ProblemCode.of(error);
    problem(
            client
                .get()
                .uri(Replies.BASE + "/io/pages/5")
                .accept(MediaType.APPLICATION_OCTET_STREAM)
                .exchange(),
            code)
        .jsonPath("$.detail")
        .isEqualTo("as it is")
        .jsonPath("$.page_id")
        .isEqualTo(5);
  }

  @Test
  void whoFindsTheServiceBusyIsToldWhenToComeBack() {
    engine.failNext(new EngineException(ErrorCode.BUSY, "full"));

    client
        .get()
        .uri(Replies.BASE + "/io/pages")
        .exchange()
        .expectHeader()
        .valueEquals("Retry-After", "1")
        .expectBody();
  }

  @Test
  void anUnforeseenErrorTellsNothingButItsId() {
    engine.failNext(new IllegalStateException("secret /data/pages"));

    client
        .get()
        .uri(Replies.BASE + "/io/pages")
        .exchange()
        .expectStatus()
        .isEqualTo(500)
        .expectBody(String.class)
        .value(body ->
            assertThat(body)
                .contains("internal-error", "error_id")
                .doesNotContain("secret", "IllegalState", "at dev.vitrine"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nowhere, NOT_FOUND",
    "POST, /nowhere, NOT_FOUND",
    "GET, /api/v1/storage/pages/, NOT_FOUND",
    "PATCH, /api/v1/storage/pages/1, METHOD_NOT_ALLOWED",
    "PUT, /api/v1/storage/io/flush, METHOD_NOT_ALLOWED"
  })
  void anUnknownPathOrMethodIsAProblemToo(HttpMethod method, String uri, ProblemCode code) {
    problem(client.method(method).uri(uri).exchange(), code);
  }

  @Test
  void aWrongMethodTellsTheRightOnes() {
    client
        .patch()
        .uri(Replies.BASE + "/pages/1")
        .exchange()
        .expectHeader()
        .value("Allow", it -> assertThat(it).contains("GET", "DELETE"))
        .expectBody();
  }

  @Test
  void aWrongContentTypeAndAnImpossibleAcceptAreProblems() {
    problem(
        client
            .post()
            .uri(Replies.BASE + "/pages/1/records")
            .contentType(MediaType.TEXT_PLAIN)
            .bodyValue("x")
            .exchange(),
        ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    problem(
        client.get().uri(Replies.BASE + "/pages/1").accept(MediaType.IMAGE_PNG).exchange(),
        ProblemCode.NOT_ACCEPTABLE);
  }

  @Test
  void aBodyMayBeAsLargeAsTheLimitAndNotOneByteMore() {
    raw(BODY_BYTES_MAX).expectStatus().isCreated().expectBody();
    problem(raw(BODY_BYTES_MAX + 1), ProblemCode.BODY_TOO_LARGE);
  }

  private WebTestClient.ResponseSpec raw(int bytes) {
    return client
        .post()
        .uri(Replies.BASE + "/pages/1/records")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(new byte[bytes])
        .exchange();
  }

  @Test
  void aBodyWithoutAnEndIsCutOff() throws IOException {
    int piecesMax = 100_000;
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/storage/pages/1/records HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/octet-stream",
            "Transfer-Encoding: chunked",
            "\r\n");
    String piece = "1000\r\n" + "x".repeat(0x1000) + "\r\n";

    assertThat(RawHttp.pour(port, head, piece, piecesMax)).isLessThan(piecesMax);
    assertThat(RawHttp.send(port, head + piece.repeat(3)))
        .startsWith("HTTP/1.1 413")
        .contains("body-too-large");
    assertThat(engine.calls()).isEmpty();
  }

  private static WebTestClient.BodyContentSpec problem(
      WebTestClient.ResponseSpec response, ProblemCode code) {
    return response
        .expectStatus()
        .isEqualTo(code.status())
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("urn:vitrine:problem:" + code.code())
        .jsonPath("$.code")
        .isEqualTo(code.code())
        .jsonPath("$.status")
        .isEqualTo(code.status())
        .jsonPath("$.title")
        .isNotEmpty();
  }

  @Test
  void anEncodedBodyIsRefused() {
    problem(
        client
            .post()
            .uri(Replies.BASE + "/pages/1/records")
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .header("Content-Encoding", "gzip")
            .bodyValue(new byte[] {1})
            .exchange(),
        ProblemCode.UNSUPPORTED_MEDIA_TYPE);
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16", "ISO-8859-1", "mark"})
  void jsonInAnotherEncodingIsRefused(String encoding) {
    byte[] body =
        encoding.equals("mark")
            ? "\uFEFF{\"data\":\"Zg==\"}".getBytes(StandardCharsets.UTF_8)
            : "{\"data\":\"\u00E9\"}".getBytes(Charset.forName(encoding));
    problem(
            client
                .post()
                .uri(Replies.BASE + "/pages/1/records")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                    BodyInserters.fromDataBuffers(
                        Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(body))))
                .exchange(),
            ProblemCode.INVALID_REQUEST)
        .jsonPath("$.detail")
        .value(String.class, it -> assertThat(it).containsAnyOf("UTF-8", "byte order mark"));
  }

  @Test
  void aChangeOfWhatMustNotExistIsNeverMade() {
    assertThat(IfMatch.parse(List.of(), List.of("*")).lsn()).isEqualTo(-1);
    assertThatThrownBy(() -> IfMatch.parse(List.of(), List.of("\"42\"")))
        .hasMessageContaining("If-None-Match");
  }
}
