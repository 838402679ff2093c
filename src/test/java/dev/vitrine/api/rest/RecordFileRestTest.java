package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.FakeRecords;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Record files and their records over HTTP. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RecordFileRestTest {

  private static final String FILES = "/api/v1/storage/records";
  private static final String ENTRIES = FILES + "/people/entries/";

  @Autowired private FakeRecords records;
  @LocalServerPort private int port;
  private WebTestClient client;

  @BeforeEach
  void connect() {
    records.reset();
    records.createRecordFile("people");
    client = WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
  }

  /** Paths are sent as they are written here. */
  private WebTestClient.RequestBodySpec ask(HttpMethod method, String path) {
    return client.method(method).uri(URI.create("http://localhost:" + port + path));
  }

  private WebTestClient.BodyContentSpec json(String path) {
    return ask(HttpMethod.GET, path)
        .accept(MediaType.APPLICATION_JSON)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  private void refused(WebTestClient.RequestHeadersSpec<?> request, int status, String code) {
    request
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo(code);
  }

  @Test
  void aFileIsCreatedFoundAndDropped() {
    ask(HttpMethod.POST, FILES)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"name\": \"places\"}")
        .exchange()
        .expectStatus()
        .isCreated()
        .expectHeader()
        .location(FILES + "/places")
        .expectBody()
        .json(
            """
            {"name": "places", "file_id": 7, "root_page_id": 42,
             "created_at": "2026-01-02T03:04:05.678Z"}
            """);
    json(FILES + "/places")
        .json(
            """
            {"name": "places", "file_id": 7, "root_page_id": 42, "statistics": null,
             "created_at": "2026-01-02T03:04:05.678Z", "cursor": "PAGE:8812"}
            """);
    ask(HttpMethod.DELETE, FILES + "/places").exchange().expectStatus().isNoContent();
    refused(ask(HttpMethod.GET, FILES + "/places"), 404, "record-file-not-found");
    refused(ask(HttpMethod.DELETE, FILES + "/places"), 404, "record-file-not-found");
  }

  @Test
  void statisticsAreCountedWhenAskedFor() {
    json(FILES + "/people?statistics=true")
        .jsonPath("$.statistics")
        .value(it ->
            assertThat(it.toString())
                .contains("records=0", "record_bytes=11", "height=1", "inner_pages=2")
                .contains("leaf_pages=3", "overflow_pages=4", "average_leaf_use=0.5"));
  }

  @Test
  void aNameIsTakenOnceAndHasAForm() {
    refused(
        ask(HttpMethod.POST, FILES)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue("{\"name\": \"people\"}"),
        409,
        "record-file-exists");
    ask(HttpMethod.POST, FILES)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"name\": \"a b\"}")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.field")
        .isEqualTo("name");
    ask(HttpMethod.POST, FILES)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{}")
        .exchange()
        .expectBody()
        .jsonPath("$.detail")
        .isEqualTo("name must be given");
  }

  @Test
  void filesAreListedInParts() {
    records.createRecordFile("a");
    records.createRecordFile("b");
    json(FILES + "?limit=2")
        .jsonPath("$.items[*].name")
        .value(names -> assertThat(names.toString()).isEqualTo("[\"a\",\"b\"]"))
        .jsonPath("$.next_cursor")
        .isEqualTo("b");
    json(FILES + "?limit=2&cursor=b")
        .jsonPath("$.items[*].name")
        .value(names -> assertThat(names.toString()).isEqualTo("[\"people\"]"))
        .jsonPath("$.next_cursor")
        .isEmpty();
    refused(ask(HttpMethod.GET, FILES + "?cursor=%20"), 400, "invalid-request");
  }

  @Test
  void aRecordIsStoredRawAndReadRaw() {
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(new byte[] {1, 0, (byte) 0xff})
        .exchange()
        .expectStatus()
        .isCreated()
        .expectHeader()
        .location(ENTRIES + "ada")
        .expectBody()
        .json("{\"created\": true, \"lsn\": 101}");
    ask(HttpMethod.GET, ENTRIES + "ada")
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .expectBody()
        .consumeWith(it -> assertThat(it.getResponseBody()).containsExactly(1, 0, (byte) 0xff));
    json(ENTRIES + "ada").json("{\"key\": \"ada\", \"value_base64\": \"AQD/\"}");
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(new byte[0])
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"created\": false, \"lsn\": 102}");
    json(ENTRIES + "ada?base64=true").json("{\"key_base64\": \"YWRh\", \"value_base64\": \"\"}");
  }

  @Test
  void aRecordIsStoredAsJson() {
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"value\": \"Ada Lovelace \\u2764\"}")
        .exchange()
        .expectStatus()
        .isCreated();
    assertThat(records.text("people", "ada")).isEqualTo("Ada Lovelace ❤");
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"value_base64\": \"SGk=\"}")
        .exchange()
        .expectStatus()
        .isOk();
    assertThat(records.text("people", "ada")).isEqualTo("Hi");
    for (String body :
        new String[] {
          "{}",
          "{\"value\": \"a\", \"value_base64\": \"SGk=\"}",
          "{\"value\": 1}",
          "{\"value\": \"\\ud800\"}"
        }) {
      ask(HttpMethod.PUT, ENTRIES + "ada")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(body)
          .exchange()
          .expectStatus()
          .isBadRequest()
          .expectBody()
          .jsonPath("$.field")
          .isEqualTo("value");
    }
    assertThat(records.text("people", "ada")).isEqualTo("Hi");
  }

  @Test
  void aRecordIsDeletedOnce() {
    records.fill("people", "ada", "x");
    ask(HttpMethod.DELETE, ENTRIES + "ada")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json("{\"lsn\": 101}");
    refused(ask(HttpMethod.DELETE, ENTRIES + "ada"), 404, "record-not-found");
    refused(ask(HttpMethod.GET, ENTRIES + "ada"), 404, "record-not-found");
    refused(ask(HttpMethod.GET, FILES + "/nobody/entries/ada"), 404, "record-file-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ada                                  | ada
          a%2Fb                                | a/b
          a;b=c                                | a;b=c
          a+b%20c                              | a+b c
          %C3%BC%E2%9D%A4                      | ü❤
          100%25                               | 100%
          %61                                  | a
          a%3Fb%23c                            | a?b#c
          YQ?key_encoding=base64url            | a
          YQ==?key_encoding=base64url          | a
          fn5-?key_encoding=base64url          | ~~~
          612F62?key_encoding=hex              | a/b
          612f62?key_encoding=hex              | a/b
          2E2E?key_encoding=hex                | ..
          """)
  void aKeyInThePathMeansTheseBytes(String written, String key) {
    records.fill("people", key, "found");
    ask(HttpMethod.GET, ENTRIES + written)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .isEqualTo("found");
  }

  @ParameterizedTest
  @CsvSource({
    "%FF, key",
    "%C3, key",
    "YQ=?key_encoding=base64url, key",
    "YR?key_encoding=base64url, key",
    "a*?key_encoding=base64url, key",
    "616?key_encoding=hex, key",
    "6g?key_encoding=hex, key",
    "a?key_encoding=base64, key_encoding"
  })
  void aKeyOfAnotherFormIsRefused(String written, String field) {
    ask(HttpMethod.GET, ENTRIES + written)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.field")
        .isEqualTo(field);
  }

  @Test
  void theLocationOfABinaryKeyLeadsToIt() {
    URI location =
        ask(HttpMethod.PUT, ENTRIES + "00ff3f?key_encoding=hex")
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue("v".getBytes(StandardCharsets.UTF_8))
            .exchange()
            .expectStatus()
            .isCreated()
            .returnResult(Void.class)
            .getResponseHeaders()
            .getLocation();
    json(location.toString()).json("{\"key_base64\": \"AP8/\", \"value\": \"v\"}");
    URI spelled =
        ask(HttpMethod.PUT, ENTRIES + "%2E%2E%2F%25")
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue("w".getBytes(StandardCharsets.UTF_8))
            .exchange()
            .expectStatus()
            .isCreated()
            .returnResult(Void.class)
            .getResponseHeaders()
            .getLocation();
    json(spelled.toString()).json("{\"key\": \"../%\", \"value\": \"w\"}");
  }

  @Test
  void preconditionsAreRefusedNotIgnored() {
    for (String header : new String[] {"If-Match", "If-None-Match", "If-Unmodified-Since"}) {
      refused(
          ask(HttpMethod.PUT, ENTRIES + "ada")
              .contentType(MediaType.APPLICATION_OCTET_STREAM)
              .header(header, "*")
              .bodyValue(new byte[1]),
          400,
          "invalid-request");
      refused(
          ask(HttpMethod.DELETE, ENTRIES + "ada").header(header, "\"1\""), 400, "invalid-request");
    }
    assertThat(records.size("people")).isZero();
  }

  @Test
  void aPartIsRefusedNotTakenAsTheWhole() {
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header("Content-Range", "bytes 0-0/5")
        .bodyValue(new byte[1])
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.field")
        .isEqualTo("Content-Range");
    assertThat(records.size("people")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%00", "a%20b", "%22", "%7B", "%C3%A9"})
  void aFileThatCanHaveNoSuchNameIsNotFoundOrRefused(String file) {
    ask(HttpMethod.PUT, FILES + "/" + file + "/entries/a")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(new byte[1])
        .exchange()
        .expectStatus()
        .is4xxClientError();
  }

  @Test
  void jsonThatEndsTooEarlyIsToldWithoutTheParsersMarkers() {
    ask(HttpMethod.PUT, ENTRIES + "ada")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"value\": \"x\"")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody(String.class)
        .value(body -> assertThat(body).contains("must be JSON").doesNotContain("start marker"));
  }

  @Test
  void whatTheEngineRefusesIsAProblem() {
    ask(HttpMethod.PUT, ENTRIES + "x".repeat(FakeRecords.KEY_BYTES_MAX + 1))
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(new byte[1])
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.field")
        .isEqualTo("key");
    records.failAfter(0, new EngineException(ErrorCode.READ_ONLY, "read-only"));
    refused(ask(HttpMethod.DELETE, ENTRIES + "ada"), 503, "read-only");
    records.failAfter(0, new EngineException(ErrorCode.DISK_FULL, "full"));
    refused(
        ask(HttpMethod.PUT, ENTRIES + "ada")
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue(new byte[1]),
        507,
        "disk-full");
    refused(
        ask(HttpMethod.PUT, ENTRIES + "ada").contentType(MediaType.TEXT_PLAIN).bodyValue("x"),
        415,
        "unsupported-media-type");
  }
}
