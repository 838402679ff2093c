package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;

class ServerSentEventsTest extends GraphQlServerTest {

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private List<ServerSentEvent<String>> first(int events, String query) {
    return http.post()
        .uri("/graphql")
        .contentType(MediaType.APPLICATION_JSON)
        .accept(MediaType.TEXT_EVENT_STREAM)
        .bodyValue(Map.of("query", query))
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult(EVENT)
        .getResponseBody()
        .take(events)
        .collectList()
        .block(Duration.ofSeconds(10));
  }

  @Test
  void aSubscriptionIsServedAsEvents() {
    List<ServerSentEvent<String>> events =
        first(2, "subscription { bufferPoolMetrics { totalPages } }");

    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.event()).isEqualTo("next");
          assertThat(event.data())
              .isEqualTo("{\"data\":{\"bufferPoolMetrics\":{\"totalPages\":64}}}");
        });
  }

  @Test
  void aBadArgumentIsToldAndTheStreamEnds() {
    List<ServerSentEvent<String>> events =
        first(2, "subscription { bufferPoolMetrics(intervalSeconds: 0) { totalPages } }");

    assertThat(events.getFirst().data())
        .contains("intervalSeconds must be 1 to 60, not 0")
        .contains("\"code\":\"invalid-request\"");
    assertThat(events.getLast().event()).isEqualTo("complete");
  }

  @Test
  void anOperationThatIsInvalidTellsWhy() {
    List<ServerSentEvent<String>> events = first(2, "subscription { nothing }");

    assertThat(events.getFirst().data())
        .contains("nothing")
        .contains("\"code\":\"invalid-request\"");
    assertThat(events.getLast().event()).isEqualTo("complete");
  }

  @Test
  void aMutationIsRefusedBeforeItIsCarriedOut() {
    String unpin = "mutation { unpinPage(leaseId: \"L\", dirty: true) }";
    pool.unpinned.set(null);

    List<ServerSentEvent<String>> events = first(2, unpin);

    assertThat(events.getFirst().data())
        .contains("only a subscription is answered with events")
        .contains("\"code\":\"invalid-request\"");
    assertThat(events.getLast().event()).isEqualTo("complete");
    assertThat(pool.unpinned).hasNullValue();

    graphQl.document(unpin).execute().errors().verify();
    assertThat(pool.unpinned).as("by a plain POST").hasValue("Ltrue");
  }

  @Test
  void aQueryIsToldThatOnlySubscriptionsAreEvents() {
    List<ServerSentEvent<String>> events = first(2, "{ countPages { cursor } }");

    assertThat(events.getFirst().data()).contains("\"code\":\"invalid-request\"");
    assertThat(events.getLast().event()).isEqualTo("complete");
  }
}
