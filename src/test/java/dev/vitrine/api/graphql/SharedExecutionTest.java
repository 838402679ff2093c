package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.PageEvent.PageFreed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import reactor.core.Disposable;

class SharedExecutionTest extends GraphQlServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String DOCUMENT =
      "subscription($page: BigInt) { pageEvents(pageId: $page)"
          + " { cursor event { __typename ... on PageFreed { pageId timestamp } } } }";

  @Autowired SharedExecutions executions;
  private final List<Disposable> watching = new ArrayList<>();
  private final List<WebSocketGraphQlTester> sockets = new ArrayList<>();

  @AfterEach
  void nothingIsLeft() {
    watching.forEach(Disposable::dispose);
    Eventually.holds(() -> executions.size() == 0 && streams.active.get() == 0);
  }

  private List<Map<String, Object>> watch(String document, Long page) {
    List<Map<String, Object>> events = new CopyOnWriteArrayList<>();
    WebSocketGraphQlTester socket = socket();
    sockets.add(socket);
    watching.add(
        socket
            .document(document)
            .variable("page", page)
            .executeSubscription()
            .toFlux()
            .doFinally(_ -> socket.stop().block(PATIENCE))
            .subscribe(response ->
                events.add(
                    response
                        .path("pageEvents")
                        .<Map<String, Object>>entity(new ParameterizedTypeReference<>() {})
                        .get())));
    return events;
  }

  @Test
  void identicalSubscriptionsShareAnExecutionAndEachGetsAll() {
    streams.tell(
        EventFamily.PAGE,
        FakeStreams.entry(42, new PageFreed(7, FakeStreams.MICROS)),
        FakeStreams.entry(43, new PageFreed(8, FakeStreams.MICROS)));

    List<List<Map<String, Object>>> all = new ArrayList<>();
    for (int client = 0; client < 5; client++) {
      all.add(watch(DOCUMENT, 7L));
    }
    Eventually.holds(() -> all.stream().allMatch(events -> events.size() == 3));

    assertThat(executions.size()).isEqualTo(1);
    assertThat(all)
        .allSatisfy(events -> {
          assertThat(events.get(0)).containsEntry("cursor", "e1:41");
          assertThat(events.get(1))
              .isEqualTo(
                  Map.of(
                      "cursor",
                      "e1:42",
                      "event",
                      Map.of("__typename", "PageFreed", "pageId", 7, "timestamp", 1_763_886_000)));
          assertThat(events.get(2)).containsEntry("cursor", "e1:43");
        });
  }

  @Test
  void whatDiffersInVariablesOrDocumentHasItsOwn() {
    List<Map<String, Object>> one = watch(DOCUMENT, 7L);
    List<Map<String, Object>> other = watch(DOCUMENT, 8L);
    List<Map<String, Object>> third = watch(DOCUMENT.replace("timestamp", ""), 7L);

    Eventually.holds(() -> one.size() == 1 && other.size() == 1 && third.size() == 1);
    assertThat(executions.size()).isEqualTo(3);
  }

  @Test
  void theFirstMayEndItsSubscriptionBeforeTheOthers() {
    othersGoOnWithoutTheFirst(() -> watching.removeFirst().dispose());
  }

  @Test
  void theFirstMayCloseItsConnectionBeforeTheOthers() {
    othersGoOnWithoutTheFirst(() -> sockets.getFirst().stop().block(PATIENCE));
  }

  private void othersGoOnWithoutTheFirst(Runnable firstLeaves) {
    List<Map<String, Object>> first = watch(DOCUMENT, 7L);
    Eventually.holds(() -> first.size() == 1);
    List<Map<String, Object>> second = watch(DOCUMENT, 7L);
    Eventually.holds(() -> second.size() == 1);
    firstLeaves.run();
    Eventually.holds(() -> streams.active.get() == 1);

    // A frame that nobody has had yet: its result is not one that is kept.
    streams.tell(EventFamily.PAGE, FakeStreams.entry(42, new PageFreed(7, FakeStreams.MICROS)));
    List<Map<String, Object>> third = watch(DOCUMENT, 7L);
    Eventually.holds(() -> third.size() == 2);
    assertThat(third.get(1)).containsEntry("cursor", "e1:42");
    assertThat(executions.size()).isEqualTo(1);
  }
}
