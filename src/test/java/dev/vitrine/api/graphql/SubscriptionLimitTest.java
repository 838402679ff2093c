package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.connection.LiveLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.client.SubscriptionErrorException;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class SubscriptionLimitTest extends GraphQlServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String WATCH = "subscription { pageEvents { cursor } }";

  /** More than Spring's handler has room for on one socket. */
  private static final int MORE_THAN_A_SOCKET_HOLDS = 300;

  @Autowired LiveLimits limits;

  private static Flux<String> watch(WebSocketGraphQlTester socket) {
    return socket
        .document(WATCH)
        .executeSubscription()
        .toFlux()
        .map(response -> response.path("pageEvents.cursor").entity(String.class).get());
  }

  @Test
  void theNextSubscriptionIsRefusedWhileTheOthersGoOn() {
    WebSocketGraphQlTester socket = socket();
    List<Disposable> watching = new ArrayList<>();
    for (int i = 0; i < limits.maxSubscriptions(); i++) {
      watching.add(watch(socket).subscribe(cursor -> {}, closed -> {}));
    }
    Eventually.holds(() -> streams.active.get() == limits.maxSubscriptions());

    StepVerifier.create(watch(socket))
        .expectErrorSatisfies(error ->
            assertThat(((SubscriptionErrorException) error).getErrors().getFirst().getExtensions())
                .containsEntry("code", "rate-limited"))
        .verify(PATIENCE);
    assertThat(watching).noneMatch(Disposable::isDisposed);

    watching.removeFirst().dispose();
    StepVerifier.create(watch(socket).take(1)).expectNextCount(1).expectComplete().verify(PATIENCE);
    socket.stop().block(PATIENCE);
    Eventually.holds(() -> streams.active.get() == 0);
  }

  @Test
  void aSocketIsStillReadAfterManySubscriptionsCameAndWent() {
    WebSocketGraphQlTester socket = socket();
    for (int i = 0; i < MORE_THAN_A_SOCKET_HOLDS; i++) {
      assertThat(watch(socket).blockFirst(PATIENCE)).isEqualTo("e1:41");
    }

    socket.document("{ countPages { free } }").execute().path("countPages.free").hasValue();
    socket.stop().block(PATIENCE);
  }
}
