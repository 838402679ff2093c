package dev.vitrine.api.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.LsmEvent.MemtableFlushed;
import dev.vitrine.live.stream.StreamLimits;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that stop to answer or to read: plain sockets that speak just enough to get in. */
class DeadConnectionTest {

  private static final int FINAL_CLOSE_FRAME = 0x88;

  private static Socket open(StreamServer server, String streamAndQuery) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    String handshake =
        """
        GET %s%s HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """
            .formatted(WebSocketConfiguration.BASE_PATH, streamAndQuery);
    socket
        .getOutputStream()
        .write(handshake.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void awaitClients(StreamServer server, EventFamily family, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(server.core.clientCount(family)).isEqualTo(count));
  }

  @Test
  void aClientThatAnswersNoPingIsClosedWith4408() throws Exception {
    KeepAlive hasty =
        new KeepAlive(Duration.ofMillis(100), Duration.ofMillis(600), Duration.ofMillis(500));
    try (StreamServer server = new StreamServer(StreamLimits.DEFAULT, hasty);
        Socket socket = open(server, "pages")) {
      byte[] heard = socket.getInputStream().readAllBytes();
      String text = new String(heard, StandardCharsets.ISO_8859_1);
      assertThat(text).contains("101 Switching Protocols").contains("StreamOpened");
      assertThat(text).as("pings").contains(new String(new char[] {0x89, 0}));
      assertThat(text).as("close 4408").contains(new String(new char[] {4408 >> 8, 4408 & 255}));
      awaitClients(server, EventFamily.PAGE, 0);
    }
  }

  @Test
  void aClientThatAnswersPingsStays() throws Exception {
    KeepAlive hasty =
        new KeepAlive(Duration.ofMillis(100), Duration.ofMillis(600), Duration.ofMillis(500));
    try (StreamServer server = new StreamServer(StreamLimits.DEFAULT, hasty);
        TestClient client = new TestClient(server.uri("ws", "pages?interval_ms=2000"))) {
      client.next("StreamOpened");
      client.next("Progress"); // comes after 2 s: more than three timeouts
      assertThat(client.closeCode).isNotDone();
    }
  }

  @Test
  void aClientThatReadsNothingAndWantsNoLossIsCutOff() throws Exception {
    try (StreamServer server = new StreamServer(StreamLimits.DEFAULT, StreamServer.PATIENT);
        Socket socket = open(server, "lsm?on_lag=disconnect")) {
      awaitClients(server, EventFamily.LSM, 1);
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
      Frames frames = new Frames(socket.getInputStream());
      assertThat(frames.closeCode()).isEqualTo(4410);
      assertThat(frames.lastText).contains("StreamClosing").contains("slow_consumer");
      awaitNoConnection(server);
    }
  }

  private static void awaitNoConnection(StreamServer server) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(server.connections.size()).isZero());
  }

  @Test
  void aClientThatReadsNothingWhileTheServiceEndsIsClosedWith1001() throws Exception {
    KeepAlive unhurried =
        new KeepAlive(Duration.ofSeconds(25), Duration.ofSeconds(60), Duration.ofSeconds(20));
    try (StreamServer server = new StreamServer(StreamLimits.DEFAULT, unhurried);
        Socket socket = open(server, "lsm")) {
      awaitClients(server, EventFamily.LSM, 1);
      String name = "t".repeat(4_000);
      for (int sent = 100; sent <= 2_000; sent += 100) { // 8 MB: more than all buffers on the way
        for (int i = 0; i < 100; i++) {
          server.core.emit(new MemtableFlushed(name, 1, 1, 0));
        }
        long newest = sent;
        Awaitility.await().until(() -> server.core.cursor(EventFamily.LSM).sequence() == newest);
      }
      server.core.close();
      awaitClients(server, EventFamily.LSM, 0);
      Frames frames = new Frames(socket.getInputStream());
      assertThat(frames.closeCode()).isEqualTo(1001);
      assertThat(frames.lastText).contains("StreamClosing").contains("shutdown");
    }
  }

  /** What a raw socket gets from the answer to its handshake on. */
  private static final class Frames {
    private final DataInputStream in;
    String lastText = "";

    Frames(InputStream socket) {
      in = new DataInputStream(new BufferedInputStream(socket));
    }

    /** Passes over the answer to the handshake and all frames before the closing. */
    int closeCode() throws IOException {
      for (int matched = 0; matched < 4; ) {
        int octet = in.readUnsignedByte();
        matched = octet == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
      }
      while (in.readUnsignedByte() != FINAL_CLOSE_FRAME) {
        int length = in.readUnsignedByte();
        int bytes =
            switch (length) {
              case 126 -> in.readUnsignedShort();
              case 127 -> Math.toIntExact(in.readLong());
              default -> length;
            };
        lastText = new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
      }
      in.readUnsignedByte();
      return in.readUnsignedShort();
    }
  }

  @Test
  void aClientThatFallsBehindAndWantsNoLossIsClosedWith4410() throws Exception {
    StreamLimits tight = new StreamLimits(1 << 16, 16 << 20, 1_000, 1 << 16, 1_000);
    try (StreamServer server = new StreamServer(tight, StreamServer.PATIENT);
        TestClient client = new TestClient(server.uri("ws", "lsm?on_lag=disconnect"))) {
      client.next("StreamOpened");
      server.core.emit(new MemtableFlushed("t".repeat(1_000), 1, 1, 0));
      assertThat(client.next("StreamClosing").get("reason").asString()).isEqualTo("slow_consumer");
      assertThat(client.awaitCloseCode()).isEqualTo(4410);
    }
  }
}
