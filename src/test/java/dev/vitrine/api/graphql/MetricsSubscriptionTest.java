package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.graphql.client.SubscriptionErrorException;
import org.springframework.graphql.test.tester.WebSocketGraphQlTester;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class MetricsSubscriptionTest extends GraphQlServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Flux<Map<String, Object>> watch(String subscription, String field) {
    WebSocketGraphQlTester socket = socket();
    return socket
        .document(subscription)
        .executeSubscription()
        .toFlux()
        .map(response -> response.path(field).entity(TestJson.MAP).get())
        .doFinally(signal -> socket.stop().subscribe());
  }

  @Test
  void thePoolIsWatchedFromTheFirstMoment() {
    totals.evictions.set(5_000_000_000L);

    StepVerifier.create(
            watch(
                """
                subscription { bufferPoolMetrics {
                  totalPages usedPages freePages dirtyPages hitRate evictions timestamp } }
                """,
                "bufferPoolMetrics"))
        .assertNext(first ->
            assertThat(first)
                .isEqualTo(
                    Map.of(
                        "totalPages", 64,
                        "usedPages", 10,
                        "freePages", 54,
                        "dirtyPages", 2,
                        "hitRate", 0.75,
                        "evictions", 5_000_000_000L,
                        "timestamp", "2025-11-23T08:20:00.123Z")))
        .assertNext(
            second -> assertThat(second).containsEntry("timestamp", "2025-11-23T08:20:01.123Z"))
        .thenCancel()
        .verify(PATIENCE);
    assertThat(streams.intervals).last().isEqualTo(1000);
  }

  @Test
  void theDiskIsWatchedWithTotalsAndRates() {
    totals.pagesRead.set(300);
    totals.pagesWritten.set(100);

    StepVerifier.create(
            watch(
                """
                subscription { diskIoMetrics(intervalSeconds: 2) {
                  reads writes readsPerSec writesPerSec readThroughputMbps writeThroughputMbps
                  iops avgReadLatency avgWriteLatency avgLatency timestamp } }
                """,
                "diskIoMetrics"))
        .assertNext(first ->
            assertThat(first)
                .containsEntry("reads", 300)
                .containsEntry("writes", 100)
                .containsEntry("readsPerSec", 30.0)
                .containsEntry("writesPerSec", 10.0)
                .containsEntry("readThroughputMbps", 0.12288)
                .containsEntry("writeThroughputMbps", 0.04096)
                .containsEntry("iops", 40.0)
                .containsEntry("avgReadLatency", 100)
                .containsEntry("avgWriteLatency", 20)
                .containsEntry("avgLatency", 80)
                .containsEntry("timestamp", "2025-11-23T08:20:00.123Z"))
        .thenCancel()
        .verify(PATIENCE);
    assertThat(streams.intervals).last().isEqualTo(2000);
  }

  @Test
  void anIntervalOutsideItsBoundsIsABadRequest() {
    for (String interval : new String[] {"0", "61", "-1"}) {
      StepVerifier.create(
              watch(
                  "subscription { diskIoMetrics(intervalSeconds: %s) { reads } }"
                      .formatted(interval),
                  "diskIoMetrics"))
          .expectErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(SubscriptionErrorException.class);
            var only = ((SubscriptionErrorException) error).getErrors().getFirst();
            assertThat(only.getMessage())
                .isEqualTo("intervalSeconds must be 1 to 60, not " + interval);
            assertThat(only.getExtensions())
                .containsEntry("code", "invalid-request")
                .containsEntry("field", "intervalSeconds")
                .containsEntry("classification", "BAD_REQUEST");
          })
          .verify(PATIENCE);
    }
  }

  @Test
  void aCancelledSubscriptionIsNoLongerFed() throws InterruptedException {
    StepVerifier.create(
            watch("subscription { bufferPoolMetrics { usedPages } }", "bufferPoolMetrics"))
        .expectNextCount(1)
        .thenCancel()
        .verify(PATIENCE);

    Eventually.holds(() -> streams.active.get() == 0);
  }
}
