package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class RequestTimesTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String LOAD = "/api/v1/storage/records/people/load";

  private final DisposableServer server =
      new RequestTimes(SHORT, SHORT, LONG)
          .apply(HttpServer.create().host("127.0.0.1"))
          .route(routes ->
              routes
                  .post(LOAD, (request, answer) -> request.receive().then(answer.send()))
                  .post("/body", (request, answer) -> request.receive().then(answer.send()))
                  .get(
                      "/events",
                      (request, answer) ->
                          answer.sendString(
                              Flux.interval(SHORT).take(4).map(tick -> "tick" + tick))))
          .bindNow();

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void aHeadThatTricklesIsCutOff() throws IOException {
    assertThat(send("GET /events HTTP/1.1\r\nHo")).isEmpty();
  }

  @Test
  void aHeadThatTricklesAfterARequestThatSpokeOfAnUpgradeIsCutOff() throws IOException {
    String first = "GET /none HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n";
    assertThat(send(first, "GET /events HTTP/1.1\r\nHo")).startsWith("HTTP/1.1 404");
  }

  @Test
  void aBodyThatNeverEndsIsCutOff() throws IOException {
    assertThat(send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"))
        .doesNotContain("200");
  }

  @Test
  void aSlowAnswerIsNot() throws IOException {
    assertThat(send("GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .contains("tick0", "tick3");
  }

  @Test
  void aBulkLoadMayTakeItsTime() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      String head = "POST " + LOAD + "?x=y HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
      write(socket, head + "Content-Length: 6\r\n\r\nabc");
      // Another request that began later is cut off; this one is not.
      assertThat(send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc")).isEmpty();
      write(socket, "def");
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200");
    }
  }

  private static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends each part once the one before was answered. */
  private String send(String... parts) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      String answered = "";
      for (String part : parts) {
        if (!part.equals(parts[0])) {
          answered += (char) socket.getInputStream().read();
        }
        socket.getOutputStream().write(part.getBytes(StandardCharsets.ISO_8859_1));
      }
      return answered + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
