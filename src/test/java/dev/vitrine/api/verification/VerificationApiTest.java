package dev.vitrine.api.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vitrine.VitrineApplication;
import dev.vitrine.engine.StorageEngine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.graphql.test.tester.HttpGraphQlTester;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Verifications and page dumps over both doors, on the real engine. */
@SpringBootTest(
    classes = VitrineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class VerificationApiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BASE = "/api/v1/storage";

  @TempDir static Path directory;
  @LocalServerPort private int port;
  @Autowired private StorageEngine engine;
  private WebTestClient client;
  private HttpGraphQlTester graphQl;

  @DynamicPropertySource
  static void dataDirectory(DynamicPropertyRegistry registry) {
    registry.add("vitrine.data-dir", () -> directory.resolve("data").toString());
  }

  @BeforeEach
  void connect() {
    client =
        WebTestClient.bindToServer()
            .baseUrl("http://localhost:" + port)
            .responseTimeout(PATIENCE)
            .build();
    graphQl =
        HttpGraphQlTester.create(
            client.mutate().baseUrl("http://localhost:" + port + "/graphql").build());
  }

  @Test
  void aVerificationIsStartedFollowedAndListed() {
    engine.pages().createPage();
    URI address =
        client
            .post()
            .uri(BASE + "/verifications")
            .exchange()
            .expectStatus()
            .isEqualTo(HttpStatus.ACCEPTED)
            .expectBody(Map.class)
            .returnResult()
            .getResponseHeaders()
            .getLocation();
    assertThat(address).isNotNull();
    awaitState(address.toString(), "done");
    client
        .get()
        .uri(address.toString())
        .exchange()
        .expectBody()
        .jsonPath("$.report.sound")
        .isEqualTo(true)
        .jsonPath("$.report.findings")
        .isEmpty()
        .jsonPath("$.report.finding_count")
        .isEqualTo(0)
        .jsonPath("$.report.pages[?(@.type == 'slotted')].pages")
        .exists()
        .jsonPath("$.error")
        .isEmpty();
    client
        .get()
        .uri(BASE + "/verifications")
        .exchange()
        .expectBody()
        .jsonPath("$.items[*].state")
        .value(states -> assertThat(states.toString()).contains("done"));
    // Cancelling what has ended is no error.
    client.delete().uri(address.toString()).exchange().expectStatus().isOk();
  }

  private void awaitState(String address, String state) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() ->
            client.get().uri(address).exchange().expectBody().jsonPath("$.state").isEqualTo(state));
  }

  @Test
  void anUnknownVerificationIsAProblem() {
    client
        .get()
        .uri(BASE + "/verifications/nobody")
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("verification-not-found")
        .jsonPath("$.verification_id")
        .isEqualTo("nobody");
  }

  @Test
  void aVerificationByGraphQl() {
    String id =
        graphQl
            .document("mutation { startVerification { id state } }")
            .execute()
            .path("startVerification.id")
            .entity(String.class)
            .get();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .until(() ->
            graphQl
                .document(
                    "query($id: String!) { verification(id: $id) { state pagesDone report { sound"
                        + " findings { code pageId text } pages { type pages } } } }")
                .variable("id", id)
                .execute()
                .path("verification.state")
                .entity(String.class)
                .get()
                .equals("DONE"));
    graphQl
        .document("mutation($id: String!) { cancelVerification(id: $id) { state } }")
        .variable("id", id)
        .execute()
        .path("cancelVerification.state")
        .entity(String.class)
        .isEqualTo("DONE");
    graphQl
        .document("{ verifications { id startedAt durationMs } }")
        .execute()
        .path("verifications[*].id")
        .entityList(String.class)
        .contains(id);
  }

  @Test
  void aPageIsDumpedAsTextAndAsJson() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, "hello, page".getBytes(StandardCharsets.UTF_8), null);
    String path = BASE + "/pages/" + page + "/dump";
    client
        .get()
        .uri(path)
        .exchange()
        .expectHeader()
        .contentType(MediaType.APPLICATION_JSON)
        .expectBody()
        .jsonPath("$.page_id")
        .isEqualTo(page)
        .jsonPath("$.map_type")
        .isEqualTo("slotted")
        .jsonPath("$.header.slot_count")
        .isEqualTo(1)
        .jsonPath("$.slots[0].preview")
        .isEqualTo("hello, page")
        .jsonPath("$.lines[0].hex")
        .value(hex -> assertThat(hex.toString()).startsWith("56 54 52 4e"));
    client
        .get()
        .uri(path)
        .accept(MediaType.TEXT_PLAIN)
        .exchange()
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.TEXT_PLAIN)
        .expectBody(String.class)
        .value(text -> assertThat(text).startsWith("page " + page).contains("|.....hello, page|"));
    graphQl
        .document(
            "query($id: BigInt!) { dumpPage(pageId: $id) { damage header { magic type checksum }"
                + " slots { slot offset lengthBytes preview } lines { offset hex ascii } } }")
        .variable("id", page)
        .execute()
        .path("dumpPage.slots[0].offset")
        .entity(Integer.class)
        .isEqualTo(4085);
    client.get().uri(BASE + "/pages/1/dump").exchange().expectStatus().isOk();
    client
        .get()
        .uri(BASE + "/pages/900000/dump")
        .exchange()
        .expectStatus()
        .isNotFound()
        .expectBody()
        .jsonPath("$.code")
        .isEqualTo("page-not-found");
  }
}
