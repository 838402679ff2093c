package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vitrine.api.FakeRecords;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scans over HTTP: in parts, and as one stream that is as fast as its reader. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RecordScanRestTest {

  private static final String ENTRIES = "/api/v1/storage/records/people/entries";
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
            .codecs(it -> it.defaultCodecs().maxInMemorySize(-1))
            .build();
  }

  private void fill(int count, String value) {
    for (int i = 0; i < count; i++) {
      records.fill("people", key(i), value);
    }
  }

  private static String key(int i) {
    return "key%06d".formatted(i);
  }

  private WebTestClient.ResponseSpec ask(String query, MediaType accept) {
    return client
        .get()
        .uri(URI.create("http://localhost:" + port + ENTRIES + query))
        .accept(accept)
        .exchange();
  }

  private JsonNode part(String query) {
    byte[] body =
        ask(query, MediaType.APPLICATION_JSON)
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.APPLICATION_JSON)
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JSON.readTree(body);
  }

  private List<JsonNode> stream(String query) {
    byte[] body =
        ask(query, MediaType.APPLICATION_NDJSON)
            .expectStatus()
            .isOk()
            .expectHeader()
            .contentType(MediaType.APPLICATION_NDJSON)
            .expectBody()
            .returnResult()
            .getResponseBody();
    return body == null
        ? List.of()
        : Arrays.stream(new String(body, StandardCharsets.UTF_8).split("\n"))
            .map(JSON::readTree)
            .toList();
  }

  private static List<String> keys(List<JsonNode> entries) {
    return entries.stream().map(it -> it.path("key").asString()).toList();
  }

  private static List<String> keys(JsonNode part) {
    return keys(part.path("items").valueStream().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                                        | a,aa,ab,b,c
          ?descending=true              | c,b,ab,aa,a
          ?start=aa&end=b               | aa,ab
          ?start=aa&end=b&descending=true | ab,aa
          ?prefix=a                     | a,aa,ab
          ?prefix=a&start=aa            | aa,ab
          ?prefix=a&end=ab              | a,aa
          ?prefix=a&descending=true     | ab,aa,a
          ?prefix=b&end=aa              |
          ?prefix=x                     |
          ?start=                       | a,aa,ab,b,c
          ?start=YWE&key_encoding=base64url | aa,ab,b,c
          ?prefix=61&key_encoding=hex&limit=2 | a,aa
          """)
  void aRangeGivesItsKeysInOrder(String query, String expected) {
    for (String key : new String[] {"b", "a", "ab", "c", "aa"}) {
      records.fill("people", key, "v");
    }
    List<String> keys = expected == null ? List.of() : List.of(expected.split(","));
    String given = query == null ? "" : query;
    assertThat(keys(part(given))).isEqualTo(keys);
    assertThat(keys(stream(given))).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ?start=b&end=a        | end
          ?start=b&end=b        | end
          ?limit=0              | limit
          ?limit=x              | limit
          ?cursor=x             | cursor
          ?cursor=a*            | cursor
          ?cursor=dYQ           | cursor
          ?descending=yes       | descending
          ?start=%FF            | start
          ?prefix=6&key_encoding=hex | prefix
          ?key_encoding=utf8    | key_encoding
          """)
  void aBadRangeIsRefusedByName(String query, String field) {
    ask(query, MediaType.APPLICATION_NDJSON)
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.field")
        .isEqualTo(field);
    assertThat(records.scans()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void partsFollowEachOtherByTheirCursors(boolean descending) {
    fill(250, "v");
    List<String> seen = new ArrayList<>();
    String cursor = "";
    int parts = 0;
    while (cursor != null) {
      JsonNode part = part("?limit=100&descending=" + descending + cursor);
      seen.addAll(keys(part));
      JsonNode next = part.path("next_cursor");
      cursor = next.isNull() ? null : "&cursor=" + next.asString();
      parts++;
    }
    assertThat(parts).isEqualTo(3);
    List<String> expected = new ArrayList<>(IntStream.range(0, 250).mapToObj(i -> key(i)).toList());
    assertThat(seen).isEqualTo(descending ? expected.reversed() : expected);
  }

  @Test
  void aPartIsNeverLongerThanAThousandRecordsAndHasAHundredByDefault() {
    fill(1_100, "v");
    assertThat(keys(part(""))).hasSize(100);
    // The engine gives fewer than 1000 at once here.
    assertThat(keys(part("?limit=5000"))).hasSize(FakeRecords.SCAN_RECORDS_MAX);
  }

  @Test
  void aStreamGivesAllOfTheRangeOrAsMuchAsWasAskedFor() {
    fill(2_345, "v");
    assertThat(keys(stream("")))
        .isEqualTo(IntStream.range(0, 2_345).mapToObj(RecordScanRestTest::key).toList());
    assertThat(keys(stream("?limit=1111&descending=true")))
        .hasSize(1_111)
        .startsWith(key(2_344))
        .endsWith(key(2_344 - 1_110));
    assertThat(keys(stream("?limit=50"))).hasSize(50);
  }

  @Test
  void aStreamHasTheFormThatALoadTakes() {
    records.fill("people", "ü\n", "a \"quote\"");
    assertThat(stream("").getFirst())
        .isEqualTo(JSON.readTree("{\"key\": \"ü\\n\", \"value\": \"a \\\"quote\\\"\"}"));
    assertThat(stream("?base64=true").getFirst())
        .isEqualTo(JSON.readTree("{\"key_base64\": \"w7wK\", \"value_base64\": \"YSAicXVvdGUi\"}"));
  }

  @Test
  void anErrorBeforeTheFirstLineIsAProblem() {
    ask("?limit=1", MediaType.APPLICATION_NDJSON).expectStatus().isOk();
    records.dropRecordFile("people");
    ask("", MediaType.APPLICATION_NDJSON)
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("record-file-not-found");
    ask("", MediaType.TEXT_PLAIN).expectStatus().isEqualTo(406);
  }

  @Test
  void anErrorOnTheWayIsTheLastLine() {
    fill(2_000, "v");
    records.failAfter(2, new EngineException(ErrorCode.CHECKSUM_FAILURE, "page 9 is bad"));
    List<JsonNode> lines = stream("");
    assertThat(keys(lines.subList(0, lines.size() - 1)))
        .isEqualTo(IntStream.range(0, 600).mapToObj(RecordScanRestTest::key).toList());
    assertThat(lines.getLast().path("problem").path("code").asString())
        .isEqualTo("checksum-failure");
    assertThat(lines.getLast().path("problem").path("detail").asString())
        .isEqualTo("page 9 is bad");
  }

  @Test
  void whoAsksForTheHeadGetsNoRecords() throws IOException {
    fill(2_000, "v");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head = "HEAD %s HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n%s\r\n";
      String both = head.formatted(ENTRIES, "") + head.formatted(ENTRIES, "Connection: close\r\n");
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(both.getBytes(StandardCharsets.US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers).containsPattern("(?s)^HTTP/1.1 200 .*HTTP/1.1 200 ");
      assertThat(answers).doesNotContain("key");
    }
  }

  /** 20,000 records of 2 KB are 40 MB: far more than sockets hold. */
  @Test
  void aSlowReaderHoldsTheScanBackAndGetsEverything() throws IOException {
    fill(20_000, "v".repeat(2_000));
    try (Socket socket = connect("Accept: application/x-ndjson")) {
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      int held = scansWhenStill();
      assertThat(held).isLessThan(20);
      long lines = in.readAllBytes().length / 2_000;
      assertThat(lines).isGreaterThanOrEqualTo(20_000);
      assertThat(records.scans()).isBetween(40, 43);
    }
  }

  @Test
  void aReaderThatGoesAwayEndsTheScan() throws IOException {
    fill(20_000, "v".repeat(2_000));
    try (Socket socket = connect("Accept: application/x-ndjson")) {
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      assertThat(scansWhenStill()).isLessThan(20);
    }
    int after = scansWhenStill();
    assertThat(after).isLessThan(20);
    assertThat(keys(part("?limit=1"))).hasSize(1);
    assertThat(records.scans()).isEqualTo(after + 1);
  }

  /** The number of parts read, once it has not changed for a while. */
  private int scansWhenStill() {
    int[] last = {-1};
    await()
        .pollInterval(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(20))
        .until(() -> last[0] == (last[0] = records.scans()));
    return last[0];
  }

  private Socket connect(String header) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(20_000);
    String head =
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n"
            .formatted(ENTRIES, header);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
