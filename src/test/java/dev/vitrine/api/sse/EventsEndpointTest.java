package dev.vitrine.api.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.connection.ConnectionPage;
import dev.vitrine.api.delivery.PlayedStreams;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.LsmEvent.MemtableFlushed;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.live.stream.StreamLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventsEndpointTest {

  private static final EventsCare HASTY =
      new EventsCare(Duration.ofMillis(100), Duration.ofMillis(800), Duration.ofMillis(500));

  private final PlayedStreams server = server(StreamLimits.DEFAULT, 1_000);

  private static PlayedStreams server(StreamLimits limits, int connectionsMax) {
    return new PlayedStreams(
        limits,
        connectionsMax,
        (deliveries, connections) ->
            new EventsConfiguration().eventsEndpoints(deliveries, connections, HASTY));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private EventClient open(String streamAndQuery, String... headers) throws IOException {
    return new EventClient(server.port(), EventsConfiguration.BASE_PATH + streamAndQuery, headers);
  }

  private void free(long pageId) {
    server.core.emit(new PageFreed(pageId, 1_763_886_000_000_000L));
  }

  private String cursor(long sequence) {
    return server.core.cursor(EventFamily.PAGE).epoch() + ":" + sequence;
  }

  private void awaitNobody(EventFamily family) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          assertThat(server.core.clientCount(family)).isZero();
          assertThat(server.connections.size()).isZero();
        });
  }

  @Test
  void aStreamOpensAndEachEntryHasItsCursorAsId() throws Exception {
    try (EventClient client = open("pages")) {
      assertThat(client.head())
          .contains("200 OK")
          .containsIgnoringCase("content-type: text/event-stream")
          .containsIgnoringCase("cache-control: no-store");
      EventClient.Event opened = client.next();
      assertThat(opened.name()).isEqualTo("stream_control");
      assertThat(opened.id()).isEqualTo(cursor(0));
      assertThat(opened.frame().get("data").has("StreamOpened")).isTrue();
      free(7);
      EventClient.Event freed = client.next();
      assertThat(freed.name()).isEqualTo("page_event");
      assertThat(freed.id()).isEqualTo(cursor(1));
      assertThat(freed.frame().get("data").get("PageFreed").get("page_id").asLong()).isEqualTo(7);
    }
    awaitNobody(EventFamily.PAGE);
  }

  @Test
  void aSnapshotLeavesTheIdAsItIs() throws Exception {
    try (EventClient client = open("buffer-pool?interval_ms=100")) {
      String opened = client.next().id();
      assertThat(opened).isNotNull();
      EventClient.Event stats = client.next();
      assertThat(stats.frame().get("data").has("PoolStats")).isTrue();
      assertThat(stats.id()).isNull();
    }
  }

  @Test
  void lastEventIdResumesAndWinsOverSince() throws Exception {
    free(1);
    free(2);
    free(3);
    Awaitility.await().until(() -> server.core.cursor(EventFamily.PAGE).sequence() == 3);
    try (EventClient client = open("pages?since=" + cursor(0), "Last-Event-ID: " + cursor(2))) {
      EventClient.Event opened = client.next();
      assertThat(opened.frame().get("data").get("StreamOpened").get("resumed").asBoolean())
          .isTrue();
      assertThat(opened.id()).isEqualTo(cursor(2));
      assertThat(client.next().id()).isEqualTo(cursor(3));
    }
  }

  /** Coming back before the gap is told must tell it again: so the opening has no id. */
  @Test
  void afterARestartTheIdMovesWithTheGap() throws Exception {
    free(1);
    Awaitility.await().until(() -> server.core.cursor(EventFamily.PAGE).sequence() == 1);
    try (EventClient client = open("pages?since=before:40")) {
      assertThat(client.next().id()).isNull();
      EventClient.Event gap = client.next();
      JsonNode told = gap.frame().get("data").get("Gap");
      assertThat(told.get("cause").asString()).isEqualTo("restart");
      assertThat(told.get("epoch").asString()).isEqualTo("before");
      assertThat(gap.id()).isEqualTo(cursor(0));
      assertThat(client.next().id()).isEqualTo(cursor(1));
    }
  }

  @Test
  void aBatchIsAnArrayWithTheIdOfItsLastEntry() throws Exception {
    for (int page = 1; page <= 10; page++) {
      free(page);
    }
    Awaitility.await().until(() -> server.core.cursor(EventFamily.PAGE).sequence() == 10);
    try (EventClient client = open("pages?batch=true&since=" + cursor(0))) {
      EventClient.Event batch = client.next();
      assertThat(batch.name()).isEqualTo("batch");
      assertThat(batch.frame().size()).isEqualTo(1 + 10);
      assertThat(batch.id()).isEqualTo(cursor(10));
    }
  }

  @Test
  void aQuietStreamIsKeptAliveByComments() throws Exception {
    try (EventClient client = open("lsm?interval_ms=60000")) {
      client.next();
      client.awaitComments(3);
    }
    awaitNobody(EventFamily.LSM);
  }

  @Test
  void theEndOfTheServiceIsToldAndEndsTheAnswer() throws Exception {
    try (EventClient client = open("pages")) {
      client.next();
      server.core.close();
      EventClient.Event closing = client.next();
      assertThat(closing.frame().get("data").get("StreamClosing").get("reason").asString())
          .isEqualTo("shutdown");
      assertThat(closing.id()).isNull();
      assertThat(client.atEnd()).isTrue();
    }
    awaitNobody(EventFamily.PAGE);
  }

  @Test
  void aConnectionThatAnOperatorClosesIsToldBefore() throws Exception {
    try (EventClient client = open("pages")) {
      client.next();
      server.connections.end(ConnectionPage.of(server.connections, 0, 1).items().get(0).id());
      assertThat(client.next().frame().get("data").get("StreamClosing").get("reason").asString())
          .isEqualTo("closed_by_operator");
      assertThat(client.atEnd()).isTrue();
    }
    awaitNobody(EventFamily.PAGE);
  }

  @Test
  void aClientThatTakesNothingAndWantsNoLossIsToldAndCut() throws Exception {
    try (Socket socket = stalled("lsm?on_lag=disconnect")) {
      flood(server);
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .contains("StreamClosing")
          .contains("slow_consumer");
      awaitNobody(EventFamily.LSM);
    }
  }

  @Test
  void aClientThatTakesNothingForLongIsCut() throws Exception {
    try (Socket _ = stalled("lsm")) {
      flood(server);
      awaitNobody(EventFamily.LSM);
    }
  }

  /** A client with little room that has not read anything yet. */
  private Socket stalled(String streamAndQuery) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket
        .getOutputStream()
        .write(EventClient.request(EventsConfiguration.BASE_PATH + streamAndQuery));
    Awaitility.await().until(() -> server.core.clientCount(EventFamily.LSM) == 1);
    return socket;
  }

  /** Events until the client is gone. */
  private static void flood(PlayedStreams server) {
    String name = "t".repeat(4_000);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          for (int i = 0; i < 100; i++) {
            server.core.emit(new MemtableFlushed(name, 1, 1, 0));
          }
          return server.core.clientCount(EventFamily.LSM) == 0;
        });
  }

  @Test
  void theNextConnectionIsRefused() throws Exception {
    try (PlayedStreams full = server(StreamLimits.DEFAULT, 1);
        EventClient first = new EventClient(full.port(), EventsConfiguration.BASE_PATH + "pages");
        EventClient next = new EventClient(full.port(), EventsConfiguration.BASE_PATH + "pages")) {
      assertThat(first.head()).contains("200 OK");
      assertThat(next.head()).contains("503 Service Unavailable");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pages?since=nonsense, Accept: */*, 400, since",
    "pages, Last-Event-ID: nonsense, 400, Last-Event-ID",
    "lsm?page_id=1, Accept: */*, 400, page_id",
    "pages?batch=maybe, Accept: */*, 400, batch",
    "pages, Accept: application/json, 406, not-acceptable",
  })
  void whatCantBeServedIsAProblem(String streamAndQuery, String header, int status, String tells)
      throws Exception {
    try (EventClient client = open(streamAndQuery, header)) {
      assertThat(client.head()).contains(" " + status + " ").contains("application/problem+json");
      assertThat(client.rest()).contains(tells);
    }
    assertThat(server.connections.size()).isZero();
  }
}
