package dev.vitrine.api.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.vitrine.VitrineApplication;
import dev.vitrine.workload.Workloads;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.graphql.client.SubscriptionErrorException;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Workloads over both doors, on the real engine. */
@SpringBootTest(
    classes = VitrineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WorkloadApiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PATH = "/api/v1/workloads";
  private static final String HOUR_LONG =
      """
      {"mix": "a", "keys": 500, "record_bytes": 200, "threads": 2, "duration_seconds": 3600}\
      """;

  @TempDir static Path directory;
  @LocalServerPort private int port;
  private WebTestClient client;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("vitrine.data-dir", () -> directory.resolve("data").toString());
  }

  private record Answer(EntityExchangeResult<byte[]> result) {

    @SuppressWarnings("TypeParameterUnusedInFormals") // JsonPath's own way
    <T> T json(String path) {
      return JsonPath.read(body(), path);
    }

    long number(String path) {
      return this.<Number>json(path).longValue();
    }

    String name() {
      return json("$.name");
    }

    Answer is(int status) {
      assertThat(result.getStatus().value()).as(this::body).isEqualTo(status);
      return this;
    }

    private String body() {
      byte[] body = result.getResponseBody();
      return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void connect() {
    client =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port)
            .responseTimeout(PATIENCE)
            .build();
  }

  @AfterEach
  void stopAll() {
    send("GET", PATH, null)
        .<List<String>>json("$.items[*].name")
        .forEach(name -> send("DELETE", PATH + "/" + name, null));
    await().atMost(PATIENCE).until(() -> running().isEmpty());
    assertThat(slottedPages()).as("what was made is removed").isEmpty();
  }

  private List<String> running() {
    return send("GET", PATH, null).<List<String>>json("$.items[*].phase").stream()
        .filter(List.of("loading", "running", "stopping")::contains)
        .toList();
  }

  @Test
  void anHourLongWorkloadStopsWithinASecond() {
    Answer started = start(HOUR_LONG);
    String address = PATH + "/" + started.name();
    assertThat(started.result().getResponseHeaders().getLocation()).isEqualTo(URI.create(address));
    assertThat(started.<String>json("$.spec.distribution")).isEqualTo("zipfian");
    assertThat(started.<Map<String, Integer>>json("$.errors")).isEqualTo(Map.of("verification", 0));
    await().atMost(PATIENCE).until(() -> send("GET", address, null).number("$.done") > 100);
    assertThat(send("GET", address, null).<List<String>>json("$.operations[*].kind"))
        .containsExactly("read", "update");

    long asked = System.nanoTime();
    assertThat(send("DELETE", address, null).is(202).name()).isEqualTo(started.name());
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !send("GET", address, null).<String>json("$.phase").equals("running"));
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));

    await()
        .atMost(PATIENCE)
        .until(() -> send("GET", address, null).<String>json("$.phase").equals("stopped"));
    Answer again = send("DELETE", address, null).is(200);
    assertThat(again.<String>json("$.end_cause")).isEqualTo("request");
    assertThat(again.number("$.left")).isZero();
  }

  @Test
  void errorsAreToldByKindAndTheWorkGoesOnWhereThatWasAskedFor() {
    String name = start(HOUR_LONG.replace("}", ", \"on_error\": \"continue\"}")).name();
    await().atMost(PATIENCE).until(() -> done(name) > 0);
    takeAPageAway();
    await()
        .atMost(PATIENCE)
        .until(() ->
            send("GET", PATH + "/" + name, null)
                .<Map<String, Integer>>json("$.errors")
                .containsKey("page-not-found"));
    long done = done(name);
    await().atMost(PATIENCE).until(() -> done(name) > done);
    Answer now = send("GET", PATH + "/" + name, null);
    assertThat(now.<String>json("$.phase")).isEqualTo("running");
    assertThat(now.<String>json("$.first_error")).startsWith("page-not-found: ");
    assertThat(now.number("$.errors.verification")).isZero();
  }

  @Test
  void theFirstErrorEndsTheWorkWhereThatWasAskedFor() {
    String name = start(HOUR_LONG).name();
    await().atMost(PATIENCE).until(() -> done(name) > 0);
    takeAPageAway();
    await()
        .atMost(PATIENCE)
        .until(() -> send("GET", PATH + "/" + name, null).<String>json("$.phase").equals("failed"));
    Answer end = send("DELETE", PATH + "/" + name, null).is(200);
    assertThat(end.<String>json("$.end_cause")).isEqualTo("error");
    assertThat(end.number("$.errors.page-not-found")).isPositive();
  }

  @Test
  void whatIsLeftOutIsAsYcsbHasItAndTheSeedIsDrawnAndReported() {
    Answer started = start("{\"mix\": \"d\", \"keep\": null}");
    assertThat(started.<String>json("$.spec.target")).isEqualTo("pages");
    assertThat(started.<String>json("$.spec.distribution")).isEqualTo("latest");
    assertThat(started.number("$.spec.keys")).isEqualTo(10_000);
    assertThat(started.number("$.spec.record_bytes")).isEqualTo(1_000);
    assertThat(started.number("$.spec.threads")).isEqualTo(4);
    assertThat(started.<Double>json("$.spec.duration_seconds")).isEqualTo(60.0);
    assertThat(started.<String>json("$.spec.on_error")).isEqualTo("stop");
    assertThat(started.number("$.spec.seed")).isBetween(0L, (1L << 53) - 1);

    Map<String, Object> same =
        graphQl()
            .document("{ workload(name: \"%s\") { spec { %s } } }".formatted(started.name(), SPEC))
            .execute()
            .path("workload.spec")
            .entity(MAP)
            .get();
    Map<String, Object> fromGraphQl =
        graphQl()
            .document(
                "mutation { startWorkload(input: {mix: D, seed: %d}) { spec { %s } } }"
                    .formatted(started.number("$.spec.seed"), SPEC))
            .execute()
            .path("startWorkload.spec")
            .entity(MAP)
            .get();
    assertThat(fromGraphQl).as("the same by the other door").isEqualTo(same);
  }

  private static final String SPEC =
      "target mix distribution keys recordBytes threads targetOpsPerSec durationSeconds onError"
          + " seed keep";
  private static final org.springframework.core.ParameterizedTypeReference<Map<String, Object>>
      MAP = new org.springframework.core.ParameterizedTypeReference<>() {};

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    | mix
          {"mix": "g"}                          | mix
          {"mix": 1}                            | mix
          {"mix": "a", "target": "nowhere"}     | target
          {"mix": "a", "distribution": "flat"}  | distribution
          {"mix": "a", "keys": 0}               | keys
          {"mix": "a", "keys": "10"}            | keys
          {"mix": "a", "keys": 1.5}             | keys
          {"mix": "a", "record_bytes": 5000}    | record_bytes
          {"mix": "a", "threads": 65}           | threads
          {"mix": "a", "threads": 5000000000}   | threads
          {"mix": "a", "target_ops_per_sec": -1} | target_ops_per_sec
          {"mix": "a", "duration_seconds": 1e99} | duration_seconds
          {"mix": "a", "duration_seconds": "1"} | duration_seconds
          {"mix": "a", "on_error": "panic"}     | on_error
          {"mix": "a", "seed": 9007199254740992} | seed
          {"mix": "a", "keep": 1}               | keep
          {"mix": "a", "speed": 1}              | speed
          {"mix": "a", "mix": "b"}              | body
          {"mix": "a"} 1                        | body
          []                                    | body
          """)
  void aWrongFieldIsRefusedByItsName(String body, String field) {
    Answer refused = send("POST", PATH, body).is(400);
    assertThat(refused.<String>json("$.code")).isEqualTo("invalid-request");
    assertThat(refused.<String>json("$.field")).isEqualTo(field);
  }

  @Test
  void oneTooManyIsToldToComeBack() {
    for (int i = 0; i < Workloads.ACTIVE_MAX; i++) {
      start(HOUR_LONG);
    }
    Answer refused = send("POST", PATH, HOUR_LONG).is(503);
    assertThat(refused.<String>json("$.code")).isEqualTo("busy");
    assertThat(refused.result().getResponseHeaders().getFirst("Retry-After")).isEqualTo("1");
  }

  @Test
  void aWorkloadThatNobodyKnowsIsNotFound() {
    for (String method : List.of("GET", "DELETE")) {
      Answer refused = send(method, PATH + "/ycsb-z-9", null).is(404);
      assertThat(refused.<String>json("$.code")).isEqualTo("workload-not-found");
    }
    graphQl()
        .document("mutation { stopWorkload(name: \"ycsb-z-9\") { name } }")
        .execute()
        .errors()
        .satisfy(errors ->
            assertThat(errors.getFirst().getExtensions())
                .containsEntry("code", "workload-not-found")
                .containsEntry("classification", "NOT_FOUND"));
    StepVerifier.create(follow("ycsb-z-9", 1))
        .expectErrorSatisfies(error ->
            assertThat(((SubscriptionErrorException) error).getErrors().getFirst().getExtensions())
                .containsEntry("code", "workload-not-found"))
        .verify(PATIENCE);
  }

  @Test
  void aWorkloadIsFollowedToItsEnd() {
    String name = start(HOUR_LONG.replace("3600", "1.5")).name();
    List<Map<String, Object>> seen = follow(name, 1).collectList().block(PATIENCE);
    assertThat(seen).hasSizeBetween(2, 6);
    assertThat(seen).extracting(it -> it.get("phase")).last().isEqualTo("DONE");
    assertThat(seen.subList(0, seen.size() - 1))
        .extracting(it -> it.get("phase"))
        .doesNotContain("DONE");
    assertThat(seen)
        .extracting(it -> ((Number) it.get("done")).longValue())
        .isSorted()
        .last()
        .satisfies(done -> assertThat(done).isPositive());
    assertThat(follow(name, 60).collectList().block(PATIENCE))
        .as("one that has ended is told once")
        .hasSize(1)
        .isEqualTo(List.of(seen.getLast()));
  }

  @Test
  void theEndIsToldWithoutWaitingForTheNextLook() {
    String name = start(HOUR_LONG).name();
    StepVerifier.create(follow(name, 60).map(it -> it.get("phase")))
        .expectNextCount(1)
        .then(() -> send("DELETE", PATH + "/" + name, null))
        .expectNext("STOPPED")
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void anIntervalOutOfBoundsIsRefused() {
    String name = start(HOUR_LONG).name();
    StepVerifier.create(follow(name, 0))
        .expectErrorSatisfies(error ->
            assertThat(((SubscriptionErrorException) error).getErrors().getFirst().getExtensions())
                .containsEntry("field", "intervalSeconds"))
        .verify(PATIENCE);
  }

  private long done(String name) {
    return send("GET", PATH + "/" + name, null).number("$.done");
  }

  private Answer start(String body) {
    return send("POST", PATH, body).is(201);
  }

  /** Somebody else frees a page that the workload is working on. */
  private void takeAPageAway() {
    long page = slottedPages().getFirst();
    send("DELETE", "/api/v1/storage/pages/" + page, null).is(204);
  }

  private List<Long> slottedPages() {
    List<Number> ids =
        send("GET", "/api/v1/storage/pages?limit=1000", null)
            .json("$.items[?(@.type == 'slotted')].page_id");
    List<Long> pages = new ArrayList<>();
    ids.forEach(id -> pages.add(id.longValue()));
    return pages;
  }

  private Flux<Map<String, Object>> follow(String name, int seconds) {
    WebSocketGraphQlTester socket =
        WebSocketGraphQlTester.builder(
                URI.create("ws://localhost:" + port + "/graphql"),
                new ReactorNettyWebSocketClient())
            .build();
    return socket
        .document(
            "subscription { workloadProgress(name: \"%s\", intervalSeconds: %d) { phase done } }"
                .formatted(name, seconds))
        .executeSubscription()
        .toFlux()
        .map(response -> response.path("workloadProgress").entity(MAP).get())
        .doFinally(_ -> socket.stop().subscribe());
  }

  private HttpGraphQlTester graphQl() {
    return HttpGraphQlTester.create(
        client.mutate().baseUrl("http://localhost:" + port + "/graphql").build());
  }

  private Answer send(String method, String uri, String body) {
    WebTestClient.RequestBodySpec request = client.method(HttpMethod.valueOf(method)).uri(uri);
    if (body != null) {
      request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
    }
    return new Answer(request.exchange().expectBody().returnResult());
  }
}
