package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vitrine.api.FakeRecords;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bulk loads over HTTP. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vitrine.max-body=8192B")
class RecordLoadRestTest {

  private static final int LINE_BYTES_MAX = 6 * (32 + 2_000) + 64;
  private static final String FILE = "/api/v1/storage/records/people";
  private static final MediaType CSV = MediaType.parseMediaType("text/csv");
  private static final JsonMapper JSON = new JsonMapper();

  @Autowired private FakeRecords records;
  @LocalServerPort private int port;
  private WebTestClient client;

  @BeforeEach
  void connect() {
    records.reset();
    records.createRecordFile("people");
    client =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port)
            .responseTimeout(Duration.ofSeconds(60))
            .build();
  }

  private WebTestClient.ResponseSpec load(MediaType type, String upload, MediaType accept) {
    return client
        .post()
        .uri(FILE + "/load")
        .contentType(type)
        .accept(accept)
        .bodyValue(upload.getBytes(StandardCharsets.UTF_8))
        .exchange();
  }

  private JsonNode load(MediaType type, String upload) {
    return JSON.readTree(
        load(type, upload, MediaType.APPLICATION_JSON)
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.APPLICATION_JSON)
            .expectBody()
            .returnResult()
            .getResponseBody());
  }

  private static String counts(JsonNode load) {
    return "%s %d: %d + %d, %d refused"
        .formatted(
            load.path("state").asString(),
            load.path("settled_lines").asLong(),
            load.path("created").asLong(),
            load.path("replaced").asLong(),
            load.path("refused").asLong());
  }

  private static List<String> refusedLines(JsonNode load) {
    return load.path("refused_lines")
        .valueStream()
        .map(it -> it.path("line").asLong() + " " + it.path("reason").asString())
        .toList();
  }

  @Test
  void eachLineOfNdjsonIsARecord() {
    records.fill("people", "b", "old");
    JsonNode load =
        load(
            MediaType.APPLICATION_NDJSON,
            """
            {"key": "a", "value": "1"}
            {"value": "2", "key": "b"}

            {"key_base64": "Yw==", "value_base64": "Mw=="}\r
            {"key": "a", "value": "4"}
            {"key": "d", "value": ""}\
            """);
    assertThat(counts(load)).isEqualTo("done 6: 3 + 2, 0 refused");
    assertThat(load.path("file").asString()).isEqualTo("people");
    assertThat(load.path("bytes_received").asLong()).isEqualTo(27 + 27 + 1 + 48 + 27 + 25);
    assertThat(records.text("people", "a")).isEqualTo("4");
    assertThat(records.text("people", "b")).isEqualTo("2");
    assertThat(records.text("people", "c")).isEqualTo("3");
    assertThat(records.text("people", "d")).isEmpty();
  }

  @Test
  void eachRecordOfCsvIsARecord() {
    JsonNode load =
        load(CSV, "key,value\r\na,1\r\n\"b\",\"two\r\nlines, \"\"2\"\"\"\r\n\r\nc,\r\n");
    assertThat(counts(load)).isEqualTo("done 6: 3 + 0, 0 refused");
    assertThat(records.text("people", "a")).isEqualTo("1");
    assertThat(records.text("people", "b")).isEqualTo("two\r\nlines, \"2\"");
    assertThat(records.text("people", "c")).isEmpty();
  }

  @Test
  void linesThatHoldNoRecordAreToldAndStopNothing() {
    JsonNode load =
        load(
            MediaType.APPLICATION_NDJSON,
            String.join(
                "\n",
                "{\"key\": \"a\", \"value\": \"1\"}",
                "{\"key\": \"a\"}",
                "[1]",
                "{\"key\": \"a\", \"value\": \"1\"} x",
                "{\"key\": \"a\", \"value\": 1}",
                "{\"key\": \"a\", \"key_base64\": \"YQ==\", \"value\": \"1\"}",
                "{\"key\": \"a\", \"value\": \"1\", \"ttl\": 5}",
                "{\"key\": \"\", \"value\": \"1\"}",
                "{\"key\": \"" + "k".repeat(33) + "\", \"value\": \"1\"}",
                "{\"key\": \"x\", \"value\": \"" + "v".repeat(LINE_BYTES_MAX) + "\"}",
                "{\"key\": \"z\", \"value\": \"\\ud800\"}",
                "{\"key\": \"b\", \"value\": \"2\"}"));
    assertThat(counts(load)).isEqualTo("done 12: 2 + 0, 10 refused");
    List<String> refused = refusedLines(load);
    assertThat(refused.stream().map(it -> it.substring(0, it.indexOf(' '))))
        .containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    assertThat(refused)
        .contains(
            "2 value must be given, or value_base64",
            "5 value must be a string",
            "6 key must be given once, not also as key_base64",
            "8 key must have 1 to 32 bytes",
            "9 key must have 1 to 32 bytes",
            "10 line is longer than 12256 bytes",
            "11 value must be whole Unicode characters");
    assertThat(records.size("people")).isEqualTo(2);
  }

  @Test
  void theReportIsBoundedAndTheCountIsExact() {
    JsonNode load = load(CSV, "key,value\n" + "x\n".repeat(20_000) + "a,1\n");
    assertThat(counts(load)).isEqualTo("done 20002: 1 + 0, 20000 refused");
    assertThat(refusedLines(load)).hasSize(100);
    assertThat(refusedLines(load).getLast()).startsWith("101 line must have 2 fields");
  }

  @Test
  void aQuoteThatIsNotClosedIsToldWithItsLine() {
    JsonNode load = load(CSV, "key,value\na,1\nb,\"2\nc,3\n");
    assertThat(counts(load)).isEqualTo("done 4: 1 + 0, 1 refused");
    assertThat(refusedLines(load)).containsExactly("3 line ends in quotes");
    JsonNode longer = load(CSV, "key,value\nb,\"2\n" + "c,3\n".repeat(LINE_BYTES_MAX));
    assertThat(refusedLines(longer))
        .containsExactly("2 line is longer than 12256 bytes; is a quote left open?");
  }

  @Test
  void anEmptyUploadIsALoadOfNothing() {
    assertThat(counts(load(MediaType.APPLICATION_NDJSON, "")))
        .isEqualTo("done 0: 0 + 0, 0 refused");
  }

  @Test
  void aHeaderThatIsNoneEndsTheLoad() {
    load(CSV, "a,1\nb,2\n", MediaType.APPLICATION_JSON)
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("invalid-request")
        .jsonPath("$.settled_lines")
        .isEqualTo(0)
        .jsonPath("$.detail")
        .value(it -> assertThat(it.toString()).startsWith("header must be key,value"));
    assertThat(records.size("people")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415, unsupported-media-type",
    "application/json, 415, unsupported-media-type",
    "text/csv;charset=iso-8859-1, 415, unsupported-media-type"
  })
  void anotherContentTypeIsRefused(String type, int status, String code) {
    load(MediaType.parseMediaType(type), "key,value\n", MediaType.APPLICATION_JSON)
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo(code);
  }

  @Test
  void aCompressedUploadAndAnUnknownFileAreRefused() {
    client
        .post()
        .uri(FILE + "/load")
        .contentType(CSV)
        .header("Content-Encoding", "gzip")
        .bodyValue("x".getBytes(StandardCharsets.UTF_8))
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    client
        .post()
        .uri("/api/v1/storage/records/nobody/load")
        .contentType(CSV)
        .bodyValue("key,value\na,1\n".getBytes(StandardCharsets.UTF_8))
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("record-file-not-found");
  }

  /** 24 MB, three thousand times vitrine.max-body. */
  @Test
  void anUploadMayBeOfAnyLength() {
    int lines = 200_000;
    Flux<byte[]> upload =
        Flux.range(0, lines / 100)
            .map(block -> {
              StringBuilder text = new StringBuilder();
              for (int i = block * 100; i < block * 100 + 100; i++) {
                text.append(
                    "{\"key\": \"key%08d\", \"value\": \"%s\"}%n".formatted(i, "v".repeat(90)));
              }
              return text.toString().getBytes(StandardCharsets.UTF_8);
            });
    byte[] answer =
        client
            .post()
            .uri(FILE + "/load")
            .contentType(MediaType.APPLICATION_NDJSON)
            .body(upload.map(it -> new String(it, StandardCharsets.UTF_8)), String.class)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    assertThat(counts(JSON.readTree(answer))).isEqualTo("done 200000: 200000 + 0, 0 refused");
    assertThat(records.size("people")).isEqualTo(lines);
    assertThat(records.puts()).isBetween(lines / 4_096, 2_000);
  }

  @Test
  void stepsAreToldAsLinesAndTheEndIsTheLast() {
    byte[] answer =
        load(CSV, "key,value\na,1\nb,2\n", MediaType.APPLICATION_NDJSON)
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.APPLICATION_NDJSON)
            .expectBody()
            .returnResult()
            .getResponseBody();
    List<JsonNode> steps =
        Arrays.stream(new String(answer, StandardCharsets.UTF_8).split("\n"))
            .map(JSON::readTree)
            .toList();
    assertThat(counts(steps.getLast())).isEqualTo("done 3: 2 + 0, 0 refused");
    assertThat(steps.subList(0, steps.size() - 1))
        .allMatch(it -> it.path("state").asString().equals("loading"));
  }

  @Test
  void anEngineThatFailsEndsTheLoadAndTheAnswerTellsHowFarItIs() {
    records.failAfter(2, new EngineException(ErrorCode.DISK_FULL, "no room"));
    String upload = "key,value\n" + lines(10_000);
    load(CSV, upload, MediaType.APPLICATION_JSON)
        .expectStatus()
        .isEqualTo(507)
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("disk-full")
        .jsonPath("$.detail")
        .isEqualTo("no room")
        .jsonPath("$.settled_lines")
        .value(it -> assertThat(((Number) it).longValue()).isEqualTo(records.size("people") + 1L));
    records.failAfter(1, new EngineException(ErrorCode.READ_ONLY, "the log failed"));
    byte[] answer =
        load(CSV, upload, MediaType.APPLICATION_NDJSON)
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    String[] steps = new String(answer, StandardCharsets.UTF_8).strip().split("\n", -1);
    JsonNode end = JSON.readTree(steps[steps.length - 1]);
    assertThat(end.path("state").asString()).isEqualTo("failed");
    assertThat(end.path("error_code").asString()).isEqualTo("read-only");
    assertThat(end.path("error").asString()).isEqualTo("the log failed");
  }

  private static String lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("key").append(i).append(",value\n");
    }
    return lines.toString();
  }

  @Test
  void aBusyEngineIsWaitedFor() {
    records.failAfter(1, new EngineException(ErrorCode.BUSY, "not now"));
    assertThat(counts(load(CSV, "key,value\na,1\nb,2\n"))).isEqualTo("done 3: 2 + 0, 0 refused");
  }

  @Test
  void anUploadThatIsCutOffTellsHowFarItIsDurable() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + FILE
                  + "/load HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                  + "Content-Length: 1000000\r\n\r\nkey,value\na,1\nb,2\nc,")
              .getBytes(StandardCharsets.US_ASCII));
      await().atMost(Duration.ofSeconds(10)).until(() -> records.size("people") == 2);
      assertThat(counts(lastLoad())).isEqualTo("loading 3: 2 + 0, 0 refused");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !lastLoad().path("state").asString().equals("loading"));
    assertThat(counts(lastLoad())).isEqualTo("interrupted 3: 2 + 0, 0 refused");
    assertThat(lastLoad().path("error").asString()).isNotEmpty();
    client
        .get()
        .uri(FILE + "/loads/" + lastLoad().path("id").asString())
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("interrupted");
    client.get().uri(FILE + "/loads/load-0").exchange().expectStatus().isNotFound();
    client.get().uri("/api/v1/storage/records/nobody/loads").exchange().expectStatus().isNotFound();
  }

  private JsonNode lastLoad() {
    byte[] loads =
        client.get().uri(FILE + "/loads").exchange().expectBody().returnResult().getResponseBody();
    List<JsonNode> items = JSON.readTree(loads).path("items").valueStream().toList();
    return items.getLast();
  }
}
