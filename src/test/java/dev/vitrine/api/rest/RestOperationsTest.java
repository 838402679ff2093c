package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What each operation asks of the engine, and what it makes of the answer. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RestOperationsTest {

  private static final String BASE64 = "VmkA/w==";

  @Autowired private FakeEngine engine;
  @Autowired private MeterRegistry meters;
  @LocalServerPort private int port;
  private WebTestClient client;

  @BeforeEach
  void connect() {
    engine.reset();
    client =
        WebTestClient.bindToServer().baseUrl("http://localhost:" + port + Replies.BASE).build();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /pages                             | 201 | createPage[]
          POST   | /pages/5/mark-dirty                | 200 | markPageDirty[5, null]
          POST   | /pages/5/reset                     | 200 | resetPage[5, null]
          GET    | /pages/5/checksum                  | 200 | verifyPageChecksum[5]
          POST   | /pages/5/checksum                  | 200 | updatePageChecksum[5, null]
          GET    | /pages/5/records/9                 | 200 | getRecord[5, 9]
          DELETE | /pages/5/records/9                 | 200 | deleteRecord[5, 9, null]
          POST   | /pages/5/compact                   | 200 | compactPage[5, null]
          GET    | /pages/5/free-space                | 200 | getPageFreeSpace[5]
          GET    | /pages/5/split-advice?threshold=1  | 200 | adviseSplit[5, 1.0]
          POST   | /pages/5/split                     | 200 | splitPage[5, null]
          GET    | /pages/5/merge-advice?with=6&threshold=0.25 | 200 | adviseMerge[5, 6, 0.25]
          POST   | /pages/5/merge?with=6              | 200 | mergePages[5, 6, null]
          GET    | /pages                             | 200 | listPages[-1, 100]
          GET    | /pages?cursor=8&limit=1000         | 200 | listPages[8, 1000]
          GET    | /pages/5                           | 200 | getPage[5]
          DELETE | /pages/5                           | 204 | deletePage[5, null]
          GET    | /io/pages/5                        | 200 | readPage[5]
          POST   | /io/pages                          | 201 | allocatePage[]
          POST   | /io/flush                          | 200 | flushWrites[]
          GET    | /io/pages                          | 200 | countPages[]
          GET    | /io-stats                          | 200 | getIoStats[]
          POST   | /io-stats/reset                    | 204 | resetIoStats[]
          GET    | /io-stats/iops?seconds=300         | 200 | getIops[300]
          POST   | /buffer-pool/pages/5/pins          | 201 | pinPage[5]
          POST   | /buffer-pool/pages                 | 201 | newPage[]
          POST   | /buffer-pool/pages/5/flush         | 200 | flushPage[5]
          POST   | /buffer-pool/flush                 | 200 | flushAllPages[]
          GET    | /buffer-pool/pins/lease-7          | 200 | getLease[lease-7]
          PUT    | /buffer-pool/pins/lease-7          | 200 | renewLease[lease-7]
          DELETE | /buffer-pool/pins/lease-7?dirty=true | 204 | unpinPage[lease-7, true]
          DELETE | /buffer-pool/pins/lease-7          | 204 | unpinPage[lease-7, false]
          GET    | /buffer-pool                       | 200 | getBufferPool[]
          GET    | /buffer-pool/frames?cursor=3       | 200 | listFrames[3, 100]
          GET    | /disks                             | 200 | disks[]
          POST   | /checkpoint                        | 200 | checkpoint[]
          """)
  void anOperationWithoutABodyCallsTheEngineOnce(
      HttpMethod method, String uri, int status, String call) {
    client.method(method).uri(uri).exchange().expectStatus().isEqualTo(status).expectBody();

    assertThat(engine.calls()).containsExactly(call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT  | /pages/5/content    | 200 | loadPage[5, 4, null]
          POST | /pages/5/records    | 201 | insertRecord[5, Vi\u0000\u00ff, null]
          PUT  | /pages/5/records/9  | 200 | updateRecord[5, 9, 4, null]
          PUT  | /io/pages/5         | 200 | writePage[5, 4, null]
          POST | /io/checksum        | 200 | computeChecksum[4]
          """)
  void aBodyMeansTheSameRawAndInBase64(HttpMethod method, String uri, int status, String call) {
    client
        .method(method)
        .uri(uri)
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .bodyValue(FakeEngine.BYTES)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody();
    client
        .method(method)
        .uri(uri)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"data\":\"" + BASE64 + "\"}")
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody();

    assertThat(engine.calls()).containsExactly(call, call);
  }

  @Test
  void anEmptyRawBodyIsARecordOfNoBytes() {
    client
        .post()
        .uri("/pages/5/records")
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectBody();

    assertThat(engine.calls()).containsExactly("insertRecord[5, , null]");
  }

  @Test
  void aCreationTellsItsAddressAndVersion() {
    created("/pages", "/pages/5", "\"42\"");
    created("/io/pages", "/pages/7", "\"44\"");
    created("/buffer-pool/pages/5/pins", "/buffer-pool/pins/lease-7", "\"42\"");
    created("/buffer-pool/pages", "/buffer-pool/pins/lease-7", "\"42\"");
    created("/pages/5/records", "/pages/5/records/9", "\"43\"");
  }

  private void created(String uri, String location, String etag) {
    client
        .post()
        .uri(uri)
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .exchange()
        .expectStatus()
        .isCreated()
        .expectHeader()
        .valueEquals("Location", Replies.BASE + location)
        .expectHeader()
        .valueEquals("ETag", etag)
        .expectBody();
  }

  @Test
  void bytesComeRawUnlessJsonIsAskedFor() {
    for (String uri : Stream.of("/pages/5/records/9", "/io/pages/5").toList()) {
      client
          .get()
          .uri(uri)
          .exchange()
          .expectHeader()
          .contentType(MediaType.APPLICATION_OCTET_STREAM)
          .expectHeader()
          .valueEquals("ETag", "\"42\"")
          .expectBody(byte[].class)
          .isEqualTo(FakeEngine.BYTES);
      client
          .get()
          .uri(uri)
          .accept(MediaType.APPLICATION_JSON)
          .exchange()
          .expectBody()
          .jsonPath("$.data")
          .isEqualTo(BASE64)
          .jsonPath("$.page_id")
          .isEqualTo(5);
    }
  }

  @Test
  void aLeaseComesAsJsonUnlessBytesAreAskedFor() {
    client
        .get()
        .uri("/buffer-pool/pins/lease-7")
        .exchange()
        .expectBody()
        .json(
            """
            {"id": "lease-7", "page_id": 5, "lsn": 42, "hit": true,
             "expires_at": "2026-01-02T03:04:05.678Z", "data": "VmkA/w=="}
            """);
    client
        .get()
        .uri("/buffer-pool/pins/lease-7")
        .accept(MediaType.APPLICATION_OCTET_STREAM)
        .exchange()
        .expectBody(byte[].class)
        .isEqualTo(FakeEngine.BYTES);
  }

  @Test
  void aDiskReadTellsWhatThePoolHolds() {
    client
        .get()
        .uri("/io/pages/5")
        .exchange()
        .expectHeader()
        .valueEquals("Vitrine-Cached", "dirty")
        .expectBody();
  }

  @Test
  void aPageIsDescribedInSnakeCaseWithItsCursor() {
    client
        .get()
        .uri("/pages/5")
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"42\"")
        .expectBody()
        .json(
            """
            {"page_id": 5, "type": "slotted", "owner": 0, "size_bytes": 4096, "lsn": 42,
             "checksum": 4294967295, "slot_count": 3, "record_count": 2, "free_bytes": 4000,
             "cached": "dirty", "pins": 1, "cursor": "PAGE:8812"}
            """);
  }

  @Test
  void aStateReadTellsTheCursorOfItsOwnStream() {
    cursor("/pages", "PAGE:8812");
    cursor("/io/pages", "PAGE:8812");
    cursor("/io-stats", "DISK_IO:8812");
    cursor("/buffer-pool", "BUFFER_POOL:8812");
    cursor("/buffer-pool/frames", "BUFFER_POOL:8812");
  }

  private void cursor(String uri, String cursor) {
    client.get().uri(uri).exchange().expectBody().jsonPath("$.cursor").isEqualTo(cursor);
  }

  @Test
  void theStatusTellsTheCursorOfEveryStream() {
    client
        .get()
        .uri("/status")
        .exchange()
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("open")
        .jsonPath("$.pages.file_bytes")
        .isEqualTo(49152)
        .jsonPath("$.buffer_pool.hit_rate")
        .isEqualTo(0.7)
        .jsonPath("$.cursors.lsm_event")
        .isEqualTo("LSM:8812")
        .jsonPath("$.cursors.length()")
        .isEqualTo(6);
  }

  @Test
  void aListingGoesOnWhereItsCursorSaysAndEndsWithNull() {
    client
        .get()
        .uri("/pages?limit=1")
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].cached")
        .isEqualTo("none")
        .jsonPath("$.next_cursor")
        .isEqualTo("8");
    client.get().uri("/pages").exchange().expectBody().jsonPath("$.next_cursor").isEqualTo(null);
  }

  @Test
  void whatMovedIsToldWithOldAndNewHandles() {
    client
        .post()
        .uri("/pages/5/split")
        .exchange()
        .expectHeader()
        .valueEquals("ETag", "\"43\"")
        .expectBody()
        .json(
            """
            {"original_page_id": 5, "new_page_id": 6, "lsn": 43,
             "moved": [{"from": {"page_id": 5, "slot": 1}, "to": {"page_id": 6, "slot": 0}}]}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "42"    | 42
          *       | null
          W/"42"  | -1
          "other" | -1
          "042"   | -1
          """)
  void ifMatchReachesTheEngineAsAnLsn(String tag, String lsn) {
    client
        .post()
        .uri("/pages/5/reset")
        .header("If-Match", tag)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();

    assertThat(engine.calls()).containsExactly("resetPage[5, " + lsn + "]");
  }

  @Test
  void aPageThatTheClientHasIsNotSentAgain() {
    client
        .get()
        .uri("/io/pages/5")
        .header("If-None-Match", "\"42\"")
        .exchange()
        .expectStatus()
        .isNotModified()
        .expectBody();
  }

  @Test
  void requestsAreMeteredUnderTheNameOfTheirOperation() {
    client.get().uri("/disks").exchange().expectStatus().isOk().expectBody();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(meters.find("http.server.requests").tag("operation", "listDisks").timer())
                .isNotNull());
  }
}
