package dev.vitrine.api.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.telemetry.RunningService;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that ends does not wait for uploads, and tells their clients how far they got. */
class LoadAtShutdownTest {

  private static final String RECORDS = "/api/v1/storage/records";

  @TempDir private Path directory;
  private RunningService service;

  @BeforeEach
  void start() {
    service = new RunningService(directory);
  }

  private static String chunk(String line) {
    return "%x\r\n%s\r\n".formatted(line.length(), line);
  }

  @AfterEach
  void close() {
    service.close(); // more than once is fine
  }

  @Test
  void aLoadEndsWithWhatCameAndSaysSo() throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(service.port()))) {
      service.send("POST", RECORDS, "{\"name\": \"people\"}");
      OutputStream out = socket.getOutputStream();
      String head =
          """
          POST %s/people/load HTTP/1.1
          Host: 127.0.0.1
          Content-Type: application/x-ndjson
          Transfer-Encoding: chunked

          """
              .formatted(RECORDS)
              .replace("\n", "\r\n");
      out.write(
          (head + chunk("{\"key\":\"a\",\"value\":\"1\"}\n")).getBytes(StandardCharsets.US_ASCII));
      Awaitility.await()
          .until(
              () -> service.send("GET", RECORDS + "/people/entries/a", null).statusCode() == 200);

      service.close();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer)
          .startsWith("HTTP/1.1 503 ")
          .contains("\"code\":\"busy\"", "the service ends", "\"settled_lines\":1,");
    }
  }
}
