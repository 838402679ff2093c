package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.house.BufferLeaks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class RequestTimesTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /socket HTTP/1.1",
          "Host: x",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
          "",
          "");

  /** A text frame, masked with zeros. */
  private static final byte[] HELLO = {
    (byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'
  };

  private static final String LOAD = "/api/v1/storage/records/people/load";

  private final DisposableServer server =
      new RequestTimes(SHORT, SHORT, LONG)
          .apply(HttpServer.create().host("127.0.0.1"))
          .route(routes ->
              routes
                  .post(LOAD, (request, answer) -> request.receive().then(answer.send()))
                  .post("/body", (request, answer) -> request.receive().then(answer.send()))
                  .ws("/socket", (in, out) -> out.sendString(in.receive().asString()))
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
  void aSocketIsNotTimed() throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(5_000);
      write(socket, UPGRADE);
      assertThat(line(socket)).startsWith("HTTP/1.1 101");
      Thread.sleep(2 * SHORT.toMillis()); // longer than a head or a body may take
      socket.getOutputStream().write(HELLO);
      byte[] answered = socket.getInputStream().readNBytes(7);
      assertThat(answered).isEqualTo(new byte[] {(byte) 0x81, 5, 'h', 'e', 'l', 'l', 'o'});
    }
  }

  @Test
  void aSocketThatSpeaksBeforeItIsAnsweredIsCutOffAndLeavesNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout(5_000);
        byte[] head = UPGRADE.getBytes(StandardCharsets.ISO_8859_1);
        byte[] both = Arrays.copyOf(head, head.length + HELLO.length);
        System.arraycopy(HELLO, 0, both, head.length, HELLO.length);
        socket.getOutputStream().write(both);
        socket.getInputStream().readAllBytes();
      }
    }
    assertThat(BufferLeaks.search()).isEmpty();
  }

  /** Reads the head of an answer to its end; its first line. */
  private static String line(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.substring(0, head.indexOf("\r\n"));
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
