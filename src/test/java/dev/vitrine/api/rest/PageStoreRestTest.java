package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.vitrine.VitrineApplication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The page store from the socket to the file and back: each operation well used and misused. */
@SpringBootTest(
    classes = VitrineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PageStoreRestTest {

  private static final int PAGE_BYTES = 4096;
  private static final long MISSING = 999_999;

  @TempDir static Path directory;
  @LocalServerPort private int port;
  private WebTestClient client;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("vitrine.data-dir", () -> directory.resolve("data").toString());
    registry.add("vitrine.flush-interval", () -> "0");
  }

  /** Status, headers and body of an answer. */
  private record Answer(EntityExchangeResult<byte[]> result) {

    int status() {
      return result.getStatus().value();
    }

    String header(String name) {
      return result.getResponseHeaders().getFirst(name);
    }

    byte[] bytes() {
      return result.getResponseBody() == null ? new byte[0] : result.getResponseBody();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // JsonPath's own way
    <T> T json(String path) {
      return JsonPath.read(new String(bytes(), StandardCharsets.UTF_8), path);
    }

    long number(String path) {
      return this.<Number>json(path).longValue();
    }

    Answer is(int status) {
      assertThat(status()).as(() -> new String(bytes(), StandardCharsets.UTF_8)).isEqualTo(status);
      return this;
    }

    void isProblem(int status, String code) {
      is(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(this.<String>json("$.code")).isEqualTo(code);
    }
  }

  @BeforeEach
  void connect() {
    client =
        WebTestClient.bindToServer().baseUrl("http://localhost:" + port + Replies.BASE).build();
  }

  @Test
  void aPageIsCreatedSeenListedAndFreed() {
    Answer created = send("POST", "/pages").is(201);
    long id = created.number("$.page_id");
    assertThat(created.header("Location")).isEqualTo(Replies.BASE + "/pages/" + id);
    assertThat(created.header("ETag")).isEqualTo("\"" + created.number("$.lsn") + "\"");

    Answer seen = send("GET", "/pages/" + id).is(200);
    assertThat(seen.<String>json("$.type")).isEqualTo("slotted");
    assertThat(seen.number("$.record_count")).isZero();
    assertThat(seen.<String>json("$.cursor")).matches("[A-Za-z0-9_-]{1,64}:[0-9]+");
    assertThat(everyPageId()).contains(id);

    send("DELETE", "/pages/" + id).is(204);
    send("GET", "/pages/" + id).isProblem(404, "page-not-found");
    send("DELETE", "/pages/" + id).isProblem(404, "page-not-found");
    assertThat(everyPageId()).doesNotContain(id);
  }

  private List<Long> everyPageId() {
    List<Long> ids = new ArrayList<>();
    String next = "";
    while (next != null) {
      Answer part = send("GET", "/pages?limit=2" + next).is(200);
      part.<List<Number>>json("$.items[*].page_id").forEach(it -> ids.add(it.longValue()));
      String cursor = part.json("$.next_cursor");
      next = cursor == null ? null : "&cursor=" + cursor;
    }
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    return ids;
  }

  @Test
  void aRecordIsInsertedReadReplacedAndDeleted() {
    long id = page();
    Answer inserted = put("POST", "/pages/" + id + "/records", "first").is(201);
    String record = "/pages/" + id + "/records/" + inserted.number("$.slot");
    assertThat(inserted.header("Location")).isEqualTo(Replies.BASE + record);
    assertThat(send("GET", record).is(200).bytes()).isEqualTo(utf8("first"));
    assertThat(send("GET", record).header("ETag")).isEqualTo(inserted.header("ETag"));

    put("PUT", record, "a longer second").is(200);
    assertThat(send("GET", record).is(200).bytes()).isEqualTo(utf8("a longer second"));
    // 4,048 bytes for slots and records: 15 and two slots are taken once another comes.
    put("POST", "/pages/" + id + "/records", "x".repeat(4_000)).is(201);
    put("PUT", record, "x".repeat(100)).isProblem(409, "page-full");

    assertThat(send("DELETE", record).is(200).number("$.length_bytes")).isEqualTo(15);
    send("GET", record).isProblem(404, "record-not-found");
    send("DELETE", record).isProblem(404, "record-not-found");
    put("PUT", record, "x").isProblem(404, "record-not-found");
    put("POST", "/pages/" + id + "/records", "x".repeat(45)).isProblem(409, "page-full");
    // What fits on no page is a bad request, or clients would try page after page.
    put("POST", "/pages/" + id + "/records", "x".repeat(PAGE_BYTES))
        .isProblem(400, "invalid-request");
    put("POST", "/pages/" + MISSING + "/records", "x").isProblem(404, "page-not-found");
  }

  @Test
  void aChangeWithAnOldVersionIsRefused() {
    long id = page();
    String old = send("GET", "/pages/" + id).header("ETag");
    put("POST", "/pages/" + id + "/records", "x").is(201);

    Answer refused = send("POST", "/pages/" + id + "/reset", "If-Match", old);
    refused.isProblem(412, "precondition-failed");
    send("POST", "/pages/" + id + "/reset", "If-Match", "nonsense")
        .isProblem(400, "invalid-request");
    String now = send("GET", "/pages/" + id).header("ETag");
    Answer reset = send("POST", "/pages/" + id + "/reset", "If-Match", now).is(200);
    assertThat(reset.number("$.record_count")).isZero();
  }

  @Test
  void aPageGoesOutAndComesBackAsAnImage() {
    long id = page();
    put("POST", "/pages/" + id + "/records", "kept").is(201);
    send("POST", "/buffer-pool/pages/" + id + "/flush").is(200);
    Answer image = send("GET", "/io/pages/" + id).is(200);
    assertThat(image.bytes()).hasSize(PAGE_BYTES);
    assertThat(image.header("Vitrine-Cached")).isEqualTo("clean");
    assertThat(image.header("ETag")).matches("\"[0-9]+\"");
    send("POST", "/pages/" + id + "/reset").is(200);
    assertThat(send("GET", "/io/pages/" + id).header("Vitrine-Cached")).isEqualTo("dirty");

    put("PUT", "/pages/" + id + "/content", image.bytes()).is(200);
    assertThat(send("GET", "/pages/" + id + "/records/0").is(200).bytes()).isEqualTo(utf8("kept"));
    put("PUT", "/io/pages/" + id, image.bytes()).isProblem(409, "page-dirty");
    send("POST", "/buffer-pool/flush").is(200);
    put("PUT", "/io/pages/" + id, image.bytes()).is(200);
    assertThat(send("GET", "/io/pages/" + id).header("Vitrine-Cached")).isEqualTo("none");

    put("PUT", "/pages/" + id + "/content", new byte[10]).isProblem(422, "page-image-invalid");
    put("PUT", "/io/pages/" + page(), image.bytes()).isProblem(422, "page-image-invalid");
    send("GET", "/io/pages/" + MISSING).isProblem(404, "page-not-found");
  }

  @Test
  void aChecksumIsVerifiedAndSet() {
    long id = page();
    send("POST", "/pages/" + id + "/mark-dirty").is(200);
    send("POST", "/pages/" + id + "/checksum").is(200);
    Answer verified = send("GET", "/pages/" + id + "/checksum").is(200);
    assertThat(verified.<Boolean>json("$.valid")).isTrue();
    assertThat(verified.number("$.stored")).isEqualTo(verified.number("$.computed"));

    send("POST", "/pages/" + MISSING + "/mark-dirty").isProblem(404, "page-not-found");
    send("POST", "/pages/" + MISSING + "/checksum").isProblem(404, "page-not-found");
    send("GET", "/pages/" + MISSING + "/checksum").isProblem(404, "page-not-found");
  }

  @Test
  void theChecksumOfAnyBytesIsTheirCrc32c() {
    CRC32C oracle = new CRC32C();
    oracle.update(utf8("123456789"));

    Answer answer = put("POST", "/io/checksum", "123456789").is(200);
    assertThat(answer.number("$.checksum")).isEqualTo(oracle.getValue()).isEqualTo(0xE3069283L);
    client
        .post()
        .uri("/io/checksum")
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("123456789")
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectBody();
  }

  @Test
  void holesAreClosed() {
    long id = page();
    put("POST", "/pages/" + id + "/records", "x".repeat(100)).is(201);
    put("POST", "/pages/" + id + "/records", "y".repeat(200)).is(201);
    send("DELETE", "/pages/" + id + "/records/0").is(200);

    assertThat(send("GET", "/pages/" + id + "/free-space").is(200).number("$.fragmented_bytes"))
        .isGreaterThanOrEqualTo(100);
    assertThat(send("POST", "/pages/" + id + "/compact").is(200).number("$.bytes_reclaimed"))
        .isGreaterThanOrEqualTo(100);
    assertThat(send("GET", "/pages/" + id + "/records/1").bytes()).isEqualTo(utf8("y".repeat(200)));
    send("POST", "/pages/" + MISSING + "/compact").isProblem(404, "page-not-found");
    send("GET", "/pages/" + MISSING + "/free-space").isProblem(404, "page-not-found");
  }

  @Test
  void aFullPageIsSplitAndItsHalvesAreMergedAgain() {
    long id = page();
    for (int i = 0; i < 10; i++) {
      put("POST", "/pages/" + id + "/records", i + "r".repeat(99)).is(201);
    }
    assertThat(send("GET", "/pages/" + id + "/split-advice?threshold=0").<Boolean>json("$.split"))
        .isTrue();
    assertThat(send("GET", "/pages/" + id + "/split-advice?threshold=1").<Boolean>json("$.split"))
        .isFalse();
    send("GET", "/pages/" + id + "/split-advice?threshold=2").isProblem(400, "invalid-request");

    Answer split = send("POST", "/pages/" + id + "/split").is(200);
    long other = split.number("$.new_page_id");
    assertThat(split.<List<Map<String, Object>>>json("$.moved")).hasSize(5);
    String advice = "/pages/" + id + "/merge-advice?with=" + other + "&threshold=";
    assertThat(send("GET", advice + "1").is(200).<Boolean>json("$.merge")).isTrue();
    assertThat(send("GET", advice + "0").is(200).<Boolean>json("$.merge")).isFalse();
    send("GET", advice + "x").isProblem(400, "invalid-request");

    Answer merged = send("POST", "/pages/" + id + "/merge?with=" + other).is(200);
    assertThat(merged.number("$.freed_page_id")).isEqualTo(other);
    assertThat(merged.<List<Map<String, Object>>>json("$.moved")).hasSize(5);
    send("GET", "/pages/" + other).isProblem(404, "page-not-found");
    assertThat(send("GET", "/pages/" + id).number("$.record_count")).isEqualTo(10);
    send("POST", "/pages/" + page() + "/split").isProblem(400, "invalid-request");
    send("POST", "/pages/" + id + "/merge?with=" + MISSING).isProblem(404, "page-not-found");
  }

  @Test
  void rawPagesAreAllocatedCountedAndMadeStable() {
    long before = send("GET", "/io/pages").is(200).number("$.allocated");
    Answer raw = send("POST", "/io/pages").is(201);
    assertThat(raw.<String>json("$.type")).isEqualTo("raw");
    assertThat(raw.header("Location"))
        .isEqualTo(Replies.BASE + "/pages/" + raw.number("$.page_id"));

    assertThat(send("GET", "/io/pages").number("$.allocated")).isEqualTo(before + 1);
    assertThat(send("POST", "/io/flush").is(200).number("$.sync_latency_us")).isNotNegative();
    put("POST", "/pages/" + raw.number("$.page_id") + "/records", "x")
        .isProblem(400, "invalid-request");
    send("PUT", "/io/flush").isProblem(405, "method-not-allowed");
  }

  @Test
  void theDisksStatisticsCountAndStartAnew() {
    send("POST", "/io-stats/reset").is(204);
    long id = page();
    send("POST", "/buffer-pool/pages/" + id + "/flush").is(200);
    send("GET", "/io/pages/" + id).is(200);

    Answer stats = send("GET", "/io-stats").is(200);
    assertThat(stats.number("$.reads")).isPositive();
    assertThat(stats.number("$.writes")).isPositive();
    assertThat(send("GET", "/io-stats/iops?seconds=10").is(200).<Double>json("$.iops"))
        .isPositive();
    send("POST", "/io-stats/reset").is(204);
    assertThat(send("GET", "/io-stats").number("$.reads")).isZero();
    send("GET", "/io-stats/iops?seconds=0").isProblem(400, "invalid-request");
  }

  @Test
  void aPinHoldsAVersionUntilItIsGivenBack() {
    Answer pinned = send("POST", "/buffer-pool/pages").is(201);
    long id = pinned.number("$.page_id");
    Answer again = send("POST", "/buffer-pool/pages/" + id + "/pins").is(201);
    String lease = "/buffer-pool/pins/" + again.<String>json("$.id");
    assertThat(again.header("Location")).isEqualTo(Replies.BASE + lease);
    byte[] held = bytes(lease);
    put("POST", "/pages/" + id + "/records", "later").is(201);

    assertThat(bytes(lease)).hasSize(PAGE_BYTES).isEqualTo(held);
    send("PUT", lease).is(200);
    send("DELETE", "/pages/" + id).isProblem(409, "page-pinned");
    send("DELETE", lease + "?dirty=true").is(204);
    send("DELETE", lease).isProblem(410, "stale-lease");
    send("GET", lease).isProblem(410, "stale-lease");
    send("PUT", lease).isProblem(410, "stale-lease");
    send("DELETE", pinned.header("Location").substring(Replies.BASE.length())).is(204);
    send("POST", "/buffer-pool/pages/" + MISSING + "/pins").isProblem(404, "page-not-found");
  }

  @Test
  void leasesEndAtTheirBound() {
    long max = send("GET", "/buffer-pool").is(200).number("$.max_leases");
    long id = page();
    List<String> leases = new ArrayList<>();
    for (long i = send("GET", "/buffer-pool").number("$.leases"); i < max; i++) {
      leases.add(send("POST", "/buffer-pool/pages/" + id + "/pins").is(201).json("$.id"));
    }

    send("POST", "/buffer-pool/pages/" + id + "/pins").isProblem(429, "too-many-leases");
    send("POST", "/buffer-pool/pages").isProblem(429, "too-many-leases");
    leases.forEach(it -> send("DELETE", "/buffer-pool/pins/" + it).is(204));
  }

  @Test
  void thePoolShowsItsFramesAndFlushesThem() {
    long id = page();
    put("POST", "/pages/" + id + "/records", "x").is(201);
    assertThat(send("GET", "/buffer-pool").is(200).number("$.dirty_frames")).isPositive();
    assertThat(
            send("GET", "/buffer-pool/frames?limit=1000")
                .is(200)
                .<List<Number>>json("$.items[?(@.dirty == true)].page_id"))
        .extracting(Number::longValue)
        .contains(id);

    assertThat(send("POST", "/buffer-pool/flush").is(200).number("$.pages_flushed")).isPositive();
    Answer pool = send("GET", "/buffer-pool");
    assertThat(pool.number("$.dirty_frames")).isZero();
    assertThat(pool.number("$.used_frames") + pool.number("$.free_frames"))
        .isEqualTo(pool.number("$.total_frames"));
    assertThat(
            send("POST", "/buffer-pool/pages/" + id + "/flush").is(200).number("$.pages_flushed"))
        .isZero();
    send("POST", "/buffer-pool/pages/" + MISSING + "/flush").isProblem(404, "page-not-found");
    send("GET", "/buffer-pool/frames?limit=0").isProblem(400, "invalid-request");
  }

  @Test
  void theStatusAndTheDisksAreThoseOfTheDirectory() {
    Answer status = send("GET", "/status").is(200);
    assertThat(status.<String>json("$.state")).isEqualTo("open");
    assertThat(status.number("$.page_size_bytes")).isEqualTo(PAGE_BYTES);
    assertThat(send("GET", "/disks").is(200).<List<String>>json("$.items[*].path"))
        .isNotEmpty()
        .allMatch(it -> it.contains(directory.getFileName().toString()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long page() {
    return send("POST", "/pages").is(201).number("$.page_id");
  }

  private byte[] bytes(String uri) {
    return send("GET", uri, "Accept", "application/octet-stream").is(200).bytes();
  }

  private Answer send(String method, String uri) {
    return send(method, uri, "Vitrine-Test", "none");
  }

  private Answer send(String method, String uri, String header, String value) {
    return new Answer(
        client
            .method(HttpMethod.valueOf(method))
            .uri(uri)
            .header(header, value)
            .exchange()
            .expectBody()
            .returnResult());
  }

  private Answer put(String method, String uri, String body) {
    return put(method, uri, utf8(body));
  }

  private Answer put(String method, String uri, byte[] body) {
    return new Answer(
        client
            .method(HttpMethod.valueOf(method))
            .uri(uri)
            .contentType(MediaType.APPLICATION_OCTET_STREAM)
            .bodyValue(body)
            .exchange()
            .expectBody()
            .returnResult());
  }
}
