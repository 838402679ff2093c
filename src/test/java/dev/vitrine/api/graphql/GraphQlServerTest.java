package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.graphql.test.tester.GraphQlTester;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;

/** The door on a port of its own, over fakes. */
@SpringBootTest(
    classes = GraphQlTestApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "logging.level.root=warn"})
abstract class GraphQlServerTest {

  @LocalServerPort int port;
  @Autowired FakeStreams streams;
  @Autowired FakeTotals totals;
  @Autowired FakePool pool;
  @Autowired FakeIo io;

  WebTestClient http;
  HttpGraphQlTester graphQl;

  @BeforeEach
  void connect() {
    streams.forget();
    http =
        WebTestClient.bindToServer()
            .baseUrl("http://127.0.0.1:" + port)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(-1))
            .build();
    graphQl = HttpGraphQlTester.create(http.mutate().baseUrl(httpAddress()).build());
  }

  String httpAddress() {
    return "http://127.0.0.1:" + port + "/graphql";
  }

  URI socketAddress() {
    return URI.create("ws://127.0.0.1:" + port + "/graphql");
  }

  WebSocketGraphQlTester socket() {
    return WebSocketGraphQlTester.builder(socketAddress(), new ReactorNettyWebSocketClient())
        .build();
  }

  /** Runs the operation and compares one field with what is expected of it, as JSON. */
  void answers(String operation, String json) {
    GraphQlTester.Response response = graphQl.document(operation).execute();
    response.errors().verify().path("").matchesJsonStrictly(json);
  }

  /** Runs the operation, which must fail with one error of that code and classification. */
  void refuses(String operation, String code, String classification) {
    graphQl
        .document(operation)
        .execute()
        .errors()
        .satisfy(errors -> {
          assertThat(errors).hasSize(1);
          Map<String, Object> extensions = errors.getFirst().getExtensions();
          assertThat(extensions)
              .containsEntry("code", code)
              .containsEntry("classification", classification);
        });
  }
}
