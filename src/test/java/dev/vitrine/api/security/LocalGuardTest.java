package dev.vitrine.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.RawHttp;
import dev.vitrine.api.rest.FakeService;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Each rule, over a raw socket. Every refusal stands beside a request that differs in the one thing
 * the rule is about and gets through, so that none passes for another reason.
 */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vitrine.allowed-hosts=vitrine.example,named.example:9000")
class LocalGuardTest {

  private static final String OK = "HTTP/1.1 200";
  private static final String REFUSED = "HTTP/1.1 403";
  private static final String BAD = "HTTP/1.1 400";
  private static final String UPGRADED = "HTTP/1.1 101";

  /** Masked, as a client has to. */
  private static final String EMPTY_CLOSE_FRAME = "\u0088\u0080\0\0\0\0";

  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:65535",
        "[::1]:8080",
        "[::1]",
        "vitrine.example",
        "vitrine.example:1234",
        "named.example:9000"
      })
  void aLoopbackOrAllowedHostIsServed(String host) throws IOException {
    assertThat(get("Host: " + host)).startsWith(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil-localhost",
        "localhost.",
        "0.0.0.0",
        "127.0.0.2",
        "[::2]",
        "192.168.0.10:8080",
        "sub.vitrine.example",
        "named.example",
        "named.example:9001"
      })
  void aForeignHostIsRefusedEvenWhenItResolvesToThisMachine(String host) throws IOException {
    assertThat(get("Host: " + host))
        .startsWith(REFUSED)
        .contains("application/problem+json", "urn:vitrine:problem:forbidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: ",
        "Host: localhost:99999",
        "Host: localhost:80:80",
        "Host: user@localhost",
        "Host: localhost/evil",
        "Host: localhost, evil.example",
        "Host: localhost\r\nHost: localhost",
        "X-No-Host: localhost"
      })
  void aMissingRepeatedOrMalformedHostIsRefused(String headers) throws IOException {
    assertThat(get(headers)).startsWith(BAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "https://localhost:8080"})
  void theServicesOwnOriginIsServed(String origin) throws IOException {
    assertThat(get("Host: localhost:8080\r\nOrigin: " + origin)).startsWith(OK);
  }

  @Test
  void aDefaultPortMayBeLeftOut() throws IOException {
    assertThat(get("Host: localhost\r\nOrigin: http://localhost:80")).startsWith(OK);
    assertThat(get("Host: vitrine.example\r\nOrigin: https://vitrine.example")).startsWith(OK);
    assertThat(get("Host: localhost:443\r\nOrigin: http://localhost")).startsWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.example",
        "http://localhost:3000",
        "http://localhost",
        "http://127.0.0.1:8080",
        "http://localhost:8080.evil.example",
        "http://evil.example@localhost:8080",
        "http://localhost:8080/path",
        "file://localhost:8080",
        "chrome-extension://localhost:8080"
      })
  void aNullOrForeignOriginIsRefused(String origin) throws IOException {
    assertThat(get("Host: localhost:8080\r\nOrigin: " + origin)).startsWith(REFUSED);
  }

  @Test
  void twoOriginsAreRefusedEvenWhenBothAreOwn() throws IOException {
    assertThat(get("Host: localhost:1\r\nOrigin: http://localhost:1\r\nOrigin: http://localhost:1"))
        .startsWith(REFUSED);
  }

  @Test
  void anotherSiteMayLinkToTheServiceAndNothingElse() throws IOException {
    String crossSite = "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n";
    assertThat(get(crossSite + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"))
        .startsWith(OK);
    assertThat(get(crossSite + "Sec-Fetch-Mode: navigate")).startsWith(OK);

    assertThat(get(crossSite + "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe"))
        .startsWith(REFUSED);
    assertThat(get(crossSite + "Sec-Fetch-Mode: no-cors")).startsWith(REFUSED);
    assertThat(get(crossSite + "X-Other: 1")).startsWith(REFUSED);
    assertThat(send("POST", "/api/v1/storage/pages", crossSite + "Sec-Fetch-Mode: navigate"))
        .startsWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "same-site", "none"})
  void theServicesOwnPagesAreServed(String site) throws IOException {
    assertThat(get("Host: localhost\r\nSec-Fetch-Site: " + site)).startsWith(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=127.0.0.1",
        "X-Forwarded-For: 127.0.0.1",
        "x-forwarded-host: localhost",
        "X-FORWARDED-PROTO: http",
        "X-Forwarded-Anything: x"
      })
  void aForwardingHeaderIsRefusedWithTheReason(String header) throws IOException {
    assertThat(get("Host: localhost\r\n" + header)).startsWith(REFUSED).contains("proxy");
    assertThat(get("Host: localhost\r\nX-Forward: x")).startsWith(OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/storage/pages",
        "/actuator/health",
        "/actuator/prometheus",
        "/v3/api-docs",
        "/swagger-ui.html",
        "/webjars/swagger-ui/index.html",
        "/nowhere"
      })
  void everyPathIsGuarded(String path) throws IOException {
    assertThat(send("GET", path, "Host: evil.example")).startsWith(REFUSED);
    assertThat(send("GET", path, "Host: localhost")).doesNotStartWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
  void everyMethodIsGuarded(String method) throws IOException {
    String path = "/api/v1/storage/pages";
    assertThat(send(method, path, "Host: localhost:1\r\nOrigin: http://evil.example"))
        .startsWith(REFUSED);
    assertThat(send(method, path, "Host: localhost:1\r\nOrigin: http://localhost:1"))
        .doesNotStartWith(REFUSED);
  }

  @Test
  void aHandshakeOfAForeignPageIsRefused() throws IOException {
    assertThat(handshake("Host: localhost:8080")).startsWith(UPGRADED);
    assertThat(handshake("Host: localhost:8080\r\nOrigin: http://localhost:8080"))
        .startsWith(UPGRADED);

    assertThat(handshake("Host: localhost:8080\r\nOrigin: http://evil.example"))
        .startsWith(REFUSED);
    assertThat(handshake("Host: localhost:8080\r\nOrigin: null")).startsWith(REFUSED);
    assertThat(handshake("Host: evil.example:8080\r\nOrigin: http://evil.example:8080"))
        .startsWith(REFUSED);
  }

  private String handshake(String headers) throws IOException {
    return RawHttp.send(
        port,
        String.join(
            "\r\n",
            "GET " + FakeService.SOCKET + " HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            headers,
            "",
            EMPTY_CLOSE_FRAME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:8080", "HTTP://LOCALHOST:8080", "http://localhost:8080?limit=1"})
  void anAbsoluteTargetThatNamesTheHostIsServed(String authority) throws IOException {
    assertThat(absolute(authority)).doesNotStartWith(BAD).doesNotStartWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "http://localhost:8081",
        "http://localhost",
        "http://user@localhost:8080",
        "ftp://localhost:8080",
        "http://localhost:8080.evil.example"
      })
  void anAbsoluteTargetThatNamesAnotherPlaceIsRefused(String authority) throws IOException {
    assertThat(absolute(authority)).startsWith(BAD);
  }

  private String absolute(String authority) throws IOException {
    return RawHttp.send(
        port,
        "GET "
            + authority
            + "/api/v1/storage/pages HTTP/1.1\r\n"
            + "Connection: close\r\n"
            + "Host: localhost:8080\r\n\r\n");
  }

  private String get(String headers) throws IOException {
    return send("GET", "/api/v1/storage/pages", headers);
  }

  private String send(String method, String path, String headers) throws IOException {
    return RawHttp.send(
        port, method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n\r\n");
  }
}
