package dev.vitrine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A client that goes away, or sends what is no request, is no error of the service. */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "logging.level.dev.vitrine.api.rest.ProblemHandler=debug")
@ExtendWith(OutputCaptureExtension.class)
class GoneClientTest {

  private static final String HALF_A_REQUEST =
      """
      POST /api/v1/storage/pages/1/records HTTP/1.1\r
      Host: localhost\r
      Content-Type: application/json\r
      Content-Length: 1000\r
      \r
      {\
      """;

  @LocalServerPort private int port;

  private Socket connect(String said) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void whoeverGoesAwayInTheMiddleLeavesNoErrorInTheLog(CapturedOutput output) throws Exception {
    try (Socket socket = connect(HALF_A_REQUEST)) {
      socket.setSoLinger(true, 0); // reset, not closed
      Thread.sleep(100); // until the service reads the body
    }
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(output).contains("a client went away before it was answered"));
    assertThat(output).doesNotContain("500 Server Error", "unforeseen");
  }

  @Test
  void whatIsNoRequestLeavesNoWarningInTheLog(CapturedOutput output) throws Exception {
    try (Socket socket = connect("\u0016\u0003\u0001 no request\n\n")) {
      byte[] answer = socket.getInputStream().readAllBytes();
      assertThat(new String(answer, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 400");
    }
    assertThat(output).doesNotContain("ERROR", " WARN ");
  }
}
