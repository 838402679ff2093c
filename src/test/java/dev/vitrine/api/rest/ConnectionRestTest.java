package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.connection.ConnectionDetails;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.api.connection.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ConnectionRestTest {

  private static final String PATH = "/api/v1/ops/connections";

  @LocalServerPort private int port;
  @Autowired private Connections connections;
  private final List<LiveConnection> open = new ArrayList<>();
  private WebTestClient http;

  @BeforeEach
  void connect() {
    http = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    for (int client = 0; client < 3; client++) {
      open.add(
          connections.open(
              new ConnectionDetails(
                  Transport.SSE, "local", "127.0.0.1:" + client, "pages", "page_id=7")));
    }
    open.getFirst().sent(2, 300);
  }

  @AfterEach
  void close() {
    open.forEach(LiveConnection::close);
    open.forEach(LiveConnection::close); // more than once is fine
    assertThat(connections.size()).isZero();
  }

  @Test
  void connectionsAreListedInParts() {
    http.get()
        .uri(PATH + "?limit=2")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(2)
        .jsonPath("$.items[0].id")
        .isEqualTo(Long.toString(open.get(0).id()))
        .jsonPath("$.items[0].transport")
        .isEqualTo("sse")
        .jsonPath("$.items[0].filter")
        .isEqualTo("page_id=7")
        .jsonPath("$.items[0].sent_frames")
        .isEqualTo(2)
        .jsonPath("$.items[0].sent_bytes")
        .isEqualTo(300)
        .jsonPath("$.next_cursor")
        .isEqualTo(Long.toString(open.get(1).id()));
    http.get()
        .uri(PATH + "?limit=2&cursor=" + open.get(1).id())
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.next_cursor")
        .isEmpty();
  }

  @Test
  void aConnectionIsToldToGoEvenIfItIsNotReadyForIt() {
    AtomicInteger told = new AtomicInteger();
    open.get(0).endsBy(told::incrementAndGet);
    delete(Long.toString(open.get(0).id()), 204);
    assertThat(told).hasValue(1);

    delete(Long.toString(open.get(1).id()), 204);
    open.get(1).endsBy(told::incrementAndGet);
    assertThat(told).hasValue(2);
  }

  @Test
  void aConnectionThatIsNotThereIsNotFound() {
    delete("999999", 404);
    delete("nonsense", 404);
  }

  private void delete(String id, int status) {
    http.delete()
        .uri(PATH + "/" + id)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody(String.class);
  }
}
