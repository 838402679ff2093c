package dev.vitrine.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.RawHttp;
import dev.vitrine.api.rest.FakeService;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;

@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"management.server.port=0", "management.server.address=127.0.0.1"})
class ManagementPortGuardTest {

  private static final String HEALTH = "GET /actuator/health HTTP/1.1\r\nConnection: close\r\n";

  @LocalManagementPort private int port;

  @Test
  void aManagementPortOfItsOwnIsGuardedToo() throws IOException {
    assertThat(RawHttp.send(port, HEALTH + "Host: localhost\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(RawHttp.send(port, HEALTH + "Host: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403")
        .contains("urn:vitrine:problem:forbidden");
  }
}
