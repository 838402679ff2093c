package dev.vitrine.api.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.connection.ConnectionPage;
import dev.vitrine.api.delivery.FramePump;
import dev.vitrine.event.BufferPoolEvent.PageMiss;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.live.stream.StreamKind;
import dev.vitrine.live.stream.StreamLimits;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamEndpointTest {

  private final StreamServer server = new StreamServer(StreamLimits.DEFAULT, StreamServer.PATIENT);

  @AfterEach
  void close() {
    server.close();
  }

  private TestClient connect(String streamAndQuery) {
    return new TestClient(server.uri("ws", streamAndQuery));
  }

  private void free(long pageId) {
    server.core.emit(new PageFreed(pageId, 1_763_886_000_000_000L));
  }

  /** Neither in the stream nor among the connections. */
  private void awaitNobody(EventFamily family) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> {
          assertThat(server.core.clientCount(family)).isZero();
          assertThat(server.connections.size()).isZero();
        });
  }

  @ParameterizedTest
  @EnumSource(StreamKind.class)
  void everyStreamOpensFirst(StreamKind kind) throws Exception {
    try (TestClient client = connect(kind.streamName())) {
      JsonNode opened = client.next("StreamOpened");
      assertThat(opened.get("stream").asString()).isEqualTo(kind.streamName());
      assertThat(opened.get("interval_ms").asInt()).isEqualTo(kind.defaultIntervalMs());
      assertThat(opened.get("resumed").asBoolean()).isFalse();
    }
    awaitNobody(kind.family());
  }

  @Test
  void aQuietStreamTellsProgress() throws Exception {
    try (TestClient client = connect("lsm?interval_ms=50")) {
      client.next("StreamOpened");
      assertThat(client.next("Progress").get("sequence").asLong()).isZero();
    }
  }

  @Test
  void entriesAndSnapshotsArrive() throws Exception {
    try (TestClient client = connect("buffer-pool?interval_ms=100&events=PageMiss,PoolStats")) {
      client.next("StreamOpened");
      server.counters.increment(HotVariant.PAGE_MISS);
      assertThat(server.core.wants(HotVariant.PAGE_MISS)).isTrue();
      server.core.emit(new PageMiss(12, 1_763_886_000_123_456L));
      JsonNode miss = client.next();
      assertThat(miss)
          .isEqualTo(
              new JsonMapper()
                  .readTree(
                      """
                      {"message_type":"buffer_pool_event",
                       "data":{"PageMiss":{"page_id":12,"timestamp":1763886000}},
                       "timestamp":1763886000, "timestamp_us":1763886000123456,
                       "source":"local", "sequence":1}
                      """));
      assertThat(client.next("PoolStats").get("hit_rate").asDouble()).isEqualTo(0.5);
    }
  }

  @Test
  void aClientResumesWhereItLeft() throws Exception {
    String cursor;
    try (TestClient client = connect("pages")) {
      JsonNode opened = client.next("StreamOpened");
      free(1);
      assertThat(client.next().get("sequence").asLong()).isEqualTo(1);
      cursor = opened.get("epoch").asString() + ":1";
    }
    free(2);
    try (TestClient client = connect("pages?since=" + cursor)) {
      assertThat(client.next("StreamOpened").get("resumed").asBoolean()).isTrue();
      assertThat(client.next("PageFreed").get("page_id").asLong()).isEqualTo(2);
    }
  }

  @Test
  void aBatchIsAnArray() throws Exception {
    for (int page = 1; page <= 600; page++) {
      free(page);
    }
    try (TestClient client = connect("pages?batch=true&since=before:0")) {
      int frames = 0;
      while (frames < 1 + 1 + 600) {
        JsonNode batch = client.next();
        assertThat(batch.isArray()).isTrue();
        assertThat(batch.size()).isBetween(1, FramePump.BATCH_ITEMS_MAX);
        frames += batch.size();
      }
    }
  }

  @Test
  void whatAClientSaysIsIgnored() throws Exception {
    try (TestClient client = connect("pages")) {
      client.next("StreamOpened");
      client.socket.sendText("hello?", true).join();
      free(1);
      assertThat(client.next("PageFreed").get("page_id").asLong()).isEqualTo(1);
    }
  }

  @Test
  void aClientThatSaysTooMuchIsClosed() throws Exception {
    try (TestClient client = connect("pages")) {
      client.next("StreamOpened");
      String flood = "x".repeat(WebSocketConfiguration.INBOUND_FRAME_BYTES_MAX + 1);
      client.socket.sendText(flood, true).exceptionally(_ -> client.socket).join();
      awaitNobody(EventFamily.PAGE);
    }
  }

  @Test
  void aClientThatClosesLeavesNothingBehind() throws Exception {
    try (TestClient client = connect("pages")) {
      client.next("StreamOpened");
      client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
      awaitNobody(EventFamily.PAGE);
    }
  }

  @Test
  void theEndOfTheServiceIsToldBeforeTheClosing() throws Exception {
    try (TestClient client = connect("pages")) {
      client.next("StreamOpened");
      server.core.close();
      assertThat(client.next("StreamClosing").get("reason").asString()).isEqualTo("shutdown");
      assertThat(client.awaitCloseCode()).isEqualTo(1001);
    }
  }

  @Test
  void aConnectionTellsWhereItsClientStands() throws Exception {
    try (TestClient client = connect("pages?events=PageFreed&on_lag=latest")) {
      JsonNode opened = client.next("StreamOpened");
      free(1);
      client.next("PageFreed");
      String cursor = opened.get("epoch").asString() + ":1";
      Awaitility.await()
          .untilAsserted(() ->
              assertThat(ConnectionPage.of(server.connections, 0, 10).items())
                  .singleElement()
                  .satisfies(it -> {
                    assertThat(it.transport()).isEqualTo("websocket");
                    assertThat(it.stream()).isEqualTo("pages");
                    assertThat(it.client()).isEqualTo("local");
                    assertThat(it.filter()).isEqualTo("events=PageFreed&on_lag=latest");
                    assertThat(it.remoteAddress()).startsWith("127.0.0.1:");
                    assertThat(it.cursor()).isEqualTo(cursor);
                    assertThat(it.lagBytes()).isZero();
                    assertThat(it.dropped()).isZero();
                    assertThat(it.sentFrames()).isEqualTo(2);
                  }));
    }
    awaitNobody(EventFamily.PAGE);
  }

  @Test
  void aConnectionThatAnOperatorClosesIsToldBefore() throws Exception {
    try (TestClient client = connect("pages");
        TestClient other = connect("pages")) {
      client.next("StreamOpened");
      other.next("StreamOpened");
      server.connections.end(ConnectionPage.of(server.connections, 0, 1).items().get(0).id());
      assertThat(client.next("StreamClosing").get("reason").asString())
          .isEqualTo("closed_by_operator");
      assertThat(client.awaitCloseCode()).isEqualTo(4403);
      free(1);
      assertThat(other.next("PageFreed").get("page_id").asLong()).isEqualTo(1);
    }
    awaitNobody(EventFamily.PAGE);
  }

  @Test
  void theNextConnectionIsRefusedWhileTheOthersGoOn() throws Exception {
    try (StreamServer small = new StreamServer(StreamLimits.DEFAULT, StreamServer.PATIENT, 1);
        TestClient client = new TestClient(small.uri("ws", "pages"))) {
      client.next("StreamOpened");
      assertThatThrownBy(() -> new TestClient(small.uri("ws", "lsm")))
          .cause()
          .isInstanceOf(WebSocketHandshakeException.class)
          .extracting(it -> ((WebSocketHandshakeException) it).getResponse().statusCode())
          .isEqualTo(503);
      small.core.emit(new PageFreed(1, 1_763_886_000_000_000L));
      client.next("PageFreed");
      assertThat(small.connections.size()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "buffer-pool?interval_ms=5, interval_ms",
    "buffer-pool?events=Nothing, events",
    "pages?page_id=x, page_id",
    "lsm?table=t, table",
    "io?since=nonsense, since",
    "tiers?on_lag=wait, on_lag",
    "columnar?batch=maybe, batch",
  })
  void aBadParameterIsAProblemInTheAnswerToTheHandshake(String streamAndQuery, String field)
      throws Exception {
    JsonNode problem = problem(streamAndQuery);
    assertThat(problem.get("field").asString()).isEqualTo(field);
    assertThat(problem.get("code").asString()).isEqualTo("invalid-request");
    assertThat(problem.get("detail").asString()).startsWith(field + " ");
  }

  @Test
  void aCursorFromTheFutureIsAProblem() throws Exception {
    String future = server.core.cursor(EventFamily.PAGE).epoch() + ":99";
    assertThat(problem("pages?since=" + future).get("field").asString()).isEqualTo("since");
  }

  private JsonNode problem(String streamAndQuery) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.uri("http", streamAndQuery)).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = new JsonMapper().readTree(response.body());
    assertThat(problem.get("type").asString()).isEqualTo("urn:vitrine:problem:invalid-request");
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    return problem;
  }
}
