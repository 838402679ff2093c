package dev.vitrine.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.RawHttp;
import dev.vitrine.api.telemetry.RunningService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The service with a key, over every door. */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeyTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String STREAM = "/api/v1/ws/storage/buffer-pool";
  private static final String QUERY = "{\"query\": \"{ status { state } }\"}";

  @TempDir static Path directory;
  private static RunningService service;

  @BeforeAll
  static void start() {
    service =
        new RunningService(
            directory,
            "--vitrine.api-key=" + KEY,
            "--server.address=0.0.0.0",
            "--vitrine.allowed-hosts=vitrine");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/storage/status",
    "POST, /api/v1/storage/pages",
    "GET, /api/v1/workloads",
    "GET, /actuator/health",
    "GET, /actuator/health/readiness",
    "GET, /actuator/prometheus",
    "POST, /graphql",
    "GET, /graphql/schema",
    "GET, /nowhere",
    "POST, /webjars/react/index.js",
    "GET, /webjars/../api/v1/storage/status",
    "GET, /graphiql/%2e%2e/api/v1/storage/status",
    "GET, /webjars/..;/api/v1/storage/status",
    "GET, //graphiql/../actuator/prometheus",
  })
  void nothingWorksWithoutTheKey(String method, String path) {
    String body = method.equals("POST") ? QUERY : null;
    HttpResponse<String> refused = service.send(method, path, body);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .hasValue("Bearer realm=\"vitrine\"");
    assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(refused.body()).contains("\"code\":\"unauthenticated\"").doesNotContain(KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer 0123456789abcdef0123456789abcdee",
    "Authorization, Bearer 0123456789abcdef0123456789abcdef0",
    "Authorization, Basic 0123456789abcdef0123456789abcdef",
    "Authorization, 0123456789abcdef0123456789abcdef",
    "Authorization, Bearer",
    "X-API-Key, 0123456789abcdef0123456789abcde",
    "X-API-Key, ''",
  })
  void aWrongKeyIsNone(String header, String value) {
    assertThat(service.send("GET", "/api/v1/storage/status", null, header, value).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theKeyOpensEveryDoorByEitherHeader() {
    for (String[] header :
        new String[][] {{"Authorization", "Bearer " + KEY}, {"X-API-Key", KEY}}) {
      for (String path :
          new String[] {"/api/v1/storage/status", "/actuator/health", "/actuator/prometheus"}) {
        assertThat(service.send("GET", path, null, header).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(service.send("POST", "/graphql", QUERY, header).body())
          .isEqualTo("{\"data\":{\"status\":{\"state\":\"open\"}}}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health/liveness",
        "/graphiql",
        "/graphiql/page.js",
        "/webjars/swagger-ui/index.html",
        "/v3/api-docs",
        "/v3/api-docs/swagger-config"
      })
  void thePagesLoadAndTheProcessIsSeenToLive(String path) {
    assertThat(service.send("GET", path, null).statusCode()).isEqualTo(200);
  }

  @Test
  void aHostThatIsNotNamedIsRefusedWhateverTheKey() throws IOException {
    for (String[] expected : new String[][] {{"elsewhere", "403"}, {"vitrine:8080", "200"}}) {
      String answer =
          RawHttp.send(
              Integer.parseInt(service.port()),
              "GET /api/v1/storage/status HTTP/1.1\r\nHost: %s\r\nX-API-Key: %s\r\n"
                      .formatted(expected[0], KEY)
                  + "Connection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 " + expected[1] + " ");
    }
  }

  @Test
  void aStreamIsOpenedWithTheKeyOnly() {
    assertThatThrownBy(() -> connect(STREAM, new Closing()).join())
        .isInstanceOf(CompletionException.class)
        .hasMessageContaining("WebSocketHandshakeException");
    connect(STREAM, new Closing(), "X-API-Key", KEY).join().abort();
  }

  @Test
  void aGraphQlSocketTakesTheKeyByHeaderOrByItsFirstMessage() throws Exception {
    Closing byHeader = new Closing();
    connect("/graphql", byHeader, "Authorization", "Bearer " + KEY)
        .join()
        .sendText("{\"type\":\"connection_init\"}", true)
        .join();
    assertThat(byHeader.said()).contains("connection_ack");

    Closing byMessage = new Closing();
    connect("/graphql", byMessage)
        .join()
        .sendText(
            "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer %s\"}}"
                .formatted(KEY),
            true)
        .join();
    assertThat(byMessage.said()).contains("connection_ack");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"connection_init\"}",
        "{\"type\":\"connection_init\",\"payload\":{}}",
        "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer wrong\"}}",
        "{\"type\":\"connection_init\",\"payload\":{\"authorization\":7}}",
        "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ status { state } }\"}}",
      })
  void aGraphQlSocketWithoutTheKeyIsClosedWith4401(String first) throws Exception {
    Closing closing = new Closing();
    connect("/graphql", closing).join().sendText(first, true).join();
    assertThat(closing.code()).isEqualTo(4401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "0123456789abcdef0123456789abcde"})
  void aKeyThatIsTooShortEndsTheStart(String key, CapturedOutput output) {
    assertThatThrownBy(
            () -> new RunningService(directory.resolve("other"), "--vitrine.api-key=" + key))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("vitrine.api-key", "at least 32 characters")
        .doesNotContain("\tat ");
  }

  @Test
  void aKeyWithoutNamesOfHostsDoesNotOpenOtherAddresses(CapturedOutput output) {
    assertThatThrownBy(() ->
            new RunningService(
                directory.resolve("other"), "--vitrine.api-key=" + KEY, "--server.address=0.0.0.0"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output).contains("vitrine.allowed-hosts").doesNotContain(KEY);
  }

  private static CompletableFuture<WebSocket> connect(
      String path, WebSocket.Listener listener, String... header) {
    WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
    if (path.equals("/graphql")) {
      builder.subprotocols("graphql-transport-ws");
    }
    if (header.length > 0) {
      builder.header(header[0], header[1]);
    }
    URI address = URI.create("ws://127.0.0.1:" + service.port() + path);
    return builder.buildAsync(address, listener);
  }

  /** What a socket says first, or how it is closed. */
  private static final class Closing implements WebSocket.Listener {

    private final CompletableFuture<String> said = new CompletableFuture<>();
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      said.complete(text.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      code.complete(status);
      return null;
    }

    String said() throws InterruptedException, ExecutionException, TimeoutException {
      return said.get(10, TimeUnit.SECONDS);
    }

    int code() throws InterruptedException, ExecutionException, TimeoutException {
      return code.get(10, TimeUnit.SECONDS);
    }
  }
}
