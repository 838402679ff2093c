package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.connection.KeepAlive;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.live.stream.StreamItem;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The care for a GraphQL WebSocket, message by message. */
@ContextConfiguration(classes = {GraphQlTestApplication.class, SocketCareTest.Hasty.class})
class SocketCareTest extends GraphQlServerTest {

  private static final String WATCH =
      "{'id':'%s','type':'subscribe','payload':{'query':'subscription{pageEvents{cursor}}'}}";

  @TestConfiguration
  static class Hasty {
    @Bean
    @Primary
    KeepAlive hasty() {
      return new KeepAlive(
          Duration.ofMillis(100), Duration.ofMillis(1_200), Duration.ofMillis(500));
    }
  }

  @Autowired Connections connections;
  private @Nullable Client client;

  @AfterEach
  void nothingIsLeft() {
    if (client != null) {
      client.socket.abort();
    }
    Eventually.holds(() -> connections.size() == 0 && streams.active.get() == 0);
  }

  private Client open() throws Exception {
    client = new Client();
    client.send("{'type':'connection_init'}");
    assertThat(client.next().path("type").asString()).isEqualTo("connection_ack");
    return client;
  }

  /** A client that answers pings, as java.net.http does by itself. */
  private final class Client implements WebSocket.Listener {
    final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    final WebSocket socket;

    Client() {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .subprotocols("graphql-transport-ws")
              .buildAsync(socketAddress(), this)
              .join();
    }

    void send(String message) {
      socket.sendText(message.replace('\'', '"'), true).join();
    }

    JsonNode next() throws InterruptedException {
      JsonNode message = messages.poll(10, TimeUnit.SECONDS);
      assertThat(message).as("a message in time").isNotNull();
      return message;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      messages.add(new JsonMapper().readTree(text.toString()));
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closeCode.complete(code);
      return null;
    }

    int awaitCloseCode() throws Exception {
      return closeCode.get(10, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{'type':'next','id':'1','payload':{}}",
        "{'type':'nonsense'}",
        "{'type':'subscribe','payload':{'query':'{status{state}}'}}",
        "{'type':'subscribe','id':'','payload':{'query':'{status{state}}'}}",
        "{'type':'subscribe','id':1,'payload':{'query':'{status{state}}'}}",
        "{'type':'subscribe','id':'1'}",
        "{'type':'subscribe','id':'1','payload':{'query':7}}",
        "{'type':'subscribe','id':'1','payload':{'query':''}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{status{state}}','variables':[1]}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{status{state}}','extensions':'x'}}",
        "{'type':'subscribe','id':'1','payload':{'query':'{status{state}}','operationName':{}}}",
        "{'type':'connection_init','payload':[1]}",
        "{'type':'connection_init','payload':'x'}",
        "{'type':'complete'}"
      })
  void aMessageThatIsNoneOfTheProtocolClosesWith4400(String message) throws Exception {
    Client it = open();
    it.send(message);
    assertThat(it.awaitCloseCode()).isEqualTo(4400);
  }

  @Test
  void aBinaryMessageClosesWith4400() throws Exception {
    Client it = open();
    it.socket.sendBinary(ByteBuffer.wrap(new byte[] {'{', '}'}), true).join();
    assertThat(it.awaitCloseCode()).isEqualTo(4400);
  }

  /** The GraphQL engine throws over this one: its validator takes the first field of none. */
  @Test
  void whatTheEngineThrowsOverIsAnErrorOfItsIdAlone() throws Exception {
    Client it = open();
    it.send(
        "{'type':'subscribe','id':'1','payload':"
            + "{'query':'subscription{pageEvents @skip(if:true){cursor}}'}}");
    JsonNode refused = it.next();
    assertThat(refused.path("id").asString()).isEqualTo("1");
    assertThat(refused.path("payload").toString()).contains("\"code\":\"internal-error\"");
    it.send(WATCH.formatted("2"));
    JsonNode next = it.next();
    while (next.path("id").asString().equals("1")) {
      next = it.next();
    }
    assertThat(next.path("type").asString()).isEqualTo("next");
  }

  @Test
  void anIdThatIsInUseClosesWith4409() throws Exception {
    Client it = open();
    it.send(WATCH.formatted("1"));
    assertThat(it.next().path("type").asString()).isEqualTo("next");
    it.send(WATCH.formatted("1"));
    assertThat(it.awaitCloseCode()).isEqualTo(4409);
  }

  @ParameterizedTest
  @CsvSource({"subscription{pageEvents{nothing}}", "{countPages{free}}"})
  void anIdIsFreeAgainOnceItsOperationIsOver(String operation) throws Exception {
    Client it = open();
    String message = "{'id':'1','type':'subscribe','payload':{'query':'%s'}}".formatted(operation);
    for (int round = 0; round < 3; round++) {
      it.send(message);
      while (!it.next().path("type").asString().matches("complete|error")) {
        // the results before it
      }
    }
    it.send(WATCH.formatted("1"));
    assertThat(it.next().path("type").asString()).isEqualTo("next");
    it.send("{'id':'1','type':'complete'}");
    it.send(WATCH.formatted("1"));
    assertThat(it.next().path("type").asString()).isEqualTo("next");
    assertThat(it.closeCode).isNotDone();
  }

  @Test
  void aClientThatAnswersNoPingIsClosedWith4408() throws Exception {
    try (SilentSocket silent = new SilentSocket(port)) {
      assertThat(silent.closeCode()).isEqualTo(4408);
    }
  }

  @Test
  void aClientThatAnswersPingsStays() throws Exception {
    Client it = open();
    it.send(
        "{'id':'1','type':'subscribe','payload':"
            + "{'query':'subscription{bufferPoolMetrics{totalPages}}'}}");
    for (int second = 0; second < 3; second++) { // more than two timeouts
      assertThat(it.next().path("type").asString()).isEqualTo("next");
    }
    assertThat(it.closeCode).isNotDone();
  }

  @Test
  void aConnectionIsListedAndAnOperatorClosesItWith4403() throws Exception {
    Client it = open();
    it.send(WATCH.formatted("1"));
    it.next();
    it.send(WATCH.formatted("2"));
    it.next();
    String fields =
        "{ connections { items { id transport subscriptions stream cursor lagBytes dropped } } }";
    Eventually.holds(() -> connections.after(0, 1).getFirst().subscriptions(0) == 2);
    String id = Long.toString(connections.after(0, 1).getFirst().id());
    answers(
        fields,
        "{\"connections\":{\"items\":[{\"id\":\""
            + id
            + "\",\"transport\":\"graphql-websocket\",\"subscriptions\":2,\"stream\":null,"
            + "\"cursor\":null,\"lagBytes\":70,\"dropped\":12}]}}");
    answers(
        "mutation { closeConnection(id: \"" + id + "\") }", "{\"closeConnection\":\"" + id + "\"}");
    assertThat(it.awaitCloseCode()).isEqualTo(4403);
    refuses("mutation { closeConnection(id: \"x\") }", "connection-not-found", "NOT_FOUND");
  }

  @Test
  void aClientOfEventsThatTakesNothingIsCut() throws Exception {
    streams.tell(
        EventFamily.PAGE,
        IntStream.range(0, 30_000)
            .mapToObj(i -> FakeStreams.entry(42 + i, new PageFreed(7, FakeStreams.MICROS)))
            .toArray(StreamItem[]::new));
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String query = "{\"query\":\"subscription{pageEvents{cursor timestampUs source}}\"}";
      String request =
          """
          POST /graphql HTTP/1.1
          Host: 127.0.0.1
          Content-Type: application/json
          Accept: text/event-stream
          Content-Length: %d

          """
                  .formatted(query.length())
                  .replace("\n", "\r\n")
              + query;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      Eventually.holds(() -> connections.after(0, 1).stream().anyMatch(it -> it.bytes() > 4_096));
      Eventually.holds(() -> connections.size() == 0);
    } finally {
      streams.forget();
    }
  }
}
