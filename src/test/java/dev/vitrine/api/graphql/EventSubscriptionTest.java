package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.BufferPoolEvent.PageEvicted;
import dev.vitrine.event.BufferPoolEvent.PageFlushed;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.FlushCause;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.GapCause;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.Sampled;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.client.SubscriptionErrorException;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class EventSubscriptionTest extends GraphQlServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Flux<Map<String, Object>> watch(String field, String arguments, String selection) {
    WebSocketGraphQlTester socket = socket();
    return socket
        .document(
            "subscription { %s%s { cursor sequence timestampUs source event { __typename %s } } }"
                .formatted(field, arguments, selection))
        .executeSubscription()
        .toFlux()
        .map(response -> response.path(field).entity(TestJson.MAP).get())
        .doFinally(signal -> socket.stop().subscribe());
  }

  @Test
  void entriesCarryTheirPlaceAndReadableTexts() {
    streams.tell(
        EventFamily.BUFFER_POOL,
        FakeStreams.entry(42, new PageEvicted(5, EvictionReason.CAPACITY, 1_763_886_001_500_000L)),
        FakeStreams.entry(
            44, new PageFlushed(6, 4096, FlushCause.BACKGROUND, 9, 1_763_886_002_000_000L)));

    StepVerifier.create(
            watch(
                "bufferPoolEvents",
                "",
                """
                ... on StreamOpened { stream epoch sequence intervalMs resumed }
                ... on PageEvicted { pageId reason timestamp }
                ... on PageFlushed { pageId dirtyBytes cause lsn timestamp }
                """))
        .assertNext(opened ->
            assertThat(opened)
                .containsEntry("cursor", "e1:41")
                .containsEntry("sequence", null)
                .containsEntry("timestampUs", 1_763_886_000_123_456L)
                .containsEntry("source", "local")
                .containsEntry(
                    "event",
                    Map.of(
                        "__typename",
                        "StreamOpened",
                        "stream",
                        "buffer_pool_event",
                        "epoch",
                        "e1",
                        "sequence",
                        41,
                        "intervalMs",
                        100,
                        "resumed",
                        false)))
        .assertNext(evicted ->
            assertThat(evicted)
                .containsEntry("cursor", "e1:42")
                .containsEntry("sequence", 42)
                .containsEntry("timestampUs", 1_763_886_001_500_000L)
                .containsEntry(
                    "event",
                    Map.of(
                        "__typename",
                        "PageEvicted",
                        "pageId",
                        5,
                        "reason",
                        "capacity: the frame was needed for another page",
                        "timestamp",
                        1_763_886_001)))
        .assertNext(flushed ->
            assertThat(flushed)
                .containsEntry("cursor", "e1:44")
                .containsEntry(
                    "event",
                    Map.of(
                        "__typename", "PageFlushed",
                        "pageId", 6,
                        "dirtyBytes", 4096,
                        "cause", "background",
                        "lsn", 9,
                        "timestamp", 1_763_886_002)))
        .thenCancel()
        .verify(PATIENCE);
  }

  @Test
  void theCursorPassesGapsAndTallies() {
    streams.tell(
        EventFamily.PAGE,
        FakeStreams.word(new Control.Gap("e0", 3, null, null, GapCause.RESTART)),
        FakeStreams.word(new Control.Gap("e1", 42, 50L, 9L, GapCause.SLOW_CONSUMER)),
        new StreamItem.SampledEntry(
            51, new Sampled("PageHit", 10, 4, 100, 40, FakeStreams.MICROS), new byte[0]),
        FakeStreams.entry(52, new PageAllocated(7, 4096, FakeStreams.MICROS)),
        FakeStreams.word(new Control.Progress("e1", 60)),
        FakeStreams.word(new Control.StreamClosing("shutdown")));

    StepVerifier.create(
            watch(
                    "pageEvents",
                    "",
                    """
                    ... on Gap { epoch fromSequence toSequence dropped cause }
                    ... on Sampled { variant seen delivered seenTotal deliveredTotal }
                    ... on StreamClosing { reason }
                    """)
                .map(frame -> frame.get("cursor") + " " + frame.get("event")))
        .expectNext("e1:41 {__typename=StreamOpened}")
        .expectNext(
            "e1:41 {__typename=Gap, epoch=e0, fromSequence=3, toSequence=null, dropped=null,"
                + " cause=restart}")
        .expectNext(
            "e1:50 {__typename=Gap, epoch=e1, fromSequence=42, toSequence=50, dropped=9,"
                + " cause=slow_consumer}")
        .expectNext(
            "e1:51 {__typename=Sampled, variant=PageHit, seen=10, delivered=4, seenTotal=100,"
                + " deliveredTotal=40}")
        .expectNext("e1:52 {__typename=PageAllocated}")
        .expectNext("e1:60 {__typename=Progress}")
        .expectNext("e1:60 {__typename=StreamClosing, reason=shutdown}")
        .thenCancel()
        .verify(PATIENCE);
  }

  /** Who keeps the cursor of each frame must not keep one that passes over what is lost. */
  @Test
  void theOpeningAfterARestartKeepsTheOldCursorUntilTheGapIsTold() {
    streams.tell(
        EventFamily.PAGE,
        FakeStreams.word(new Control.Gap("e0", 8, null, null, GapCause.RESTART)),
        FakeStreams.entry(42, new PageAllocated(7, 4096, FakeStreams.MICROS)));

    StepVerifier.create(
            watch("pageEvents", "(since: \"e0:7\")", "").map(frame -> frame.get("cursor")))
        .expectNext("e0:7", "e1:7", "e1:42")
        .thenCancel()
        .verify(PATIENCE);
  }

  @Test
  void argumentsReachTheStream() {
    StepVerifier.create(
            watch(
                "diskIoEvents",
                """
                (events: ["ReadCompleted", "IoStats"], pageId: 12, since: "old-epoch_1:7",
                 onLag: DISCONNECT, intervalMs: 11)
                """,
                ""))
        .expectNextCount(1)
        .thenCancel()
        .verify(PATIENCE);

    assertThat(streams.requests)
        .last()
        .isEqualTo(
            new SubscribeRequest(
                20,
                Set.of("ReadCompleted", "IoStats"),
                12L,
                null,
                new Cursor("old-epoch_1", 7),
                LagPolicy.DISCONNECT));
  }

  @Test
  void treesAndTablesAreFilteredByName() {
    StepVerifier.create(watch("lsmEvents", "(tree: \"t\")", ""))
        .expectNextCount(1)
        .thenCancel()
        .verify(PATIENCE);
    assertThat(streams.requests)
        .last()
        .isEqualTo(new SubscribeRequest(1000, Set.of(), null, "t", null, LagPolicy.DROP_OLDEST));

    StepVerifier.create(watch("columnarEvents", "(table: \"c\", onLag: LATEST)", ""))
        .expectNextCount(1)
        .thenCancel()
        .verify(PATIENCE);
    assertThat(streams.requests)
        .last()
        .isEqualTo(new SubscribeRequest(1000, Set.of(), null, "c", null, LagPolicy.LATEST));

    StepVerifier.create(watch("tierEvents", "(events: [\"PageMigrated\"])", ""))
        .expectNextCount(1)
        .thenCancel()
        .verify(PATIENCE);
    assertThat(streams.requests)
        .last()
        .isEqualTo(
            new SubscribeRequest(
                5000, Set.of("PageMigrated"), null, null, null, LagPolicy.DROP_OLDEST));
  }

  @Test
  void everyBadArgumentIsNamed() {
    refused("(events: [\"PageHit\"])", "events", "'PageHit' is no event of this stream; it has");
    refused("(events: [\"PageFreed,PageSplit\"])", "events", "'PageFreed,PageSplit' is no event");
    refused("(pageId: -1)", "pageId", "must be a non-negative whole number, not '-1'");
    refused("(since: \"e1\")", "since", "must have the form <epoch>:<sequence>, not 'e1'");
    refused("(since: \"e1:42\")", "since", "is in the future");
    refused("(intervalMs: 9)", "intervalMs", "must be a whole number from 10 to 60000, not '9'");
    refused(
        "(intervalMs: 60001)",
        "intervalMs",
        "must be a whole number from 10 to 60000, not '60001'");
  }

  private void refused(String arguments, String field, String reason) {
    StepVerifier.create(watch("pageEvents", arguments, ""))
        .expectErrorSatisfies(error -> {
          var only = ((SubscriptionErrorException) error).getErrors().getFirst();
          assertThat(only.getMessage()).startsWith(field + " " + reason);
          assertThat(only.getExtensions())
              .containsEntry("code", "invalid-request")
              .containsEntry("field", field)
              .containsEntry("classification", "BAD_REQUEST");
        })
        .verify(PATIENCE);
  }
}
