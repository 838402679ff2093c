package dev.vitrine.api.graphql;

import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.DiskIoEvent.IoStats;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.LiveStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** Snapshots at a steady pace, from the same publishers that feed the WebSocket. */
@Controller
final class MetricsSubscriptions {

  private static final int INTERVAL_SECONDS_DEFAULT = 1;
  private static final int INTERVAL_SECONDS_MAX = 60;
  private static final int MILLIS_PER_SECOND = 1000;

  private final LiveStreams streams;
  private final RunningTotals totals;

  MetricsSubscriptions(LiveStreams streams, RunningTotals totals) {
    this.streams = streams;
    this.totals = totals;
  }

  @SubscriptionMapping
  Flux<BufferPoolMetrics> bufferPoolMetrics(@Argument @Nullable Integer intervalSeconds) {
    return snapshots(EventFamily.BUFFER_POOL, intervalSeconds)
        .ofType(PoolStats.class)
        .map(stats -> BufferPoolMetrics.of(stats, totals.evictions()));
  }

  @SubscriptionMapping
  Flux<DiskIoMetrics> diskIoMetrics(@Argument @Nullable Integer intervalSeconds) {
    return Flux.defer(() ->
        snapshots(EventFamily.DISK_IO, intervalSeconds)
            .ofType(IoStats.class)
            .map(new DiskIoGauge(totals)::read));
  }

  /** A refusal is a signal, not a throw: every transport then tells the client its code. */
  private Flux<StorageEvent> snapshots(EventFamily family, @Nullable Integer intervalSeconds) {
    return Flux.defer(() -> {
      int seconds = intervalSeconds == null ? INTERVAL_SECONDS_DEFAULT : intervalSeconds;
      Ranges.whole("intervalSeconds", seconds, 1, INTERVAL_SECONDS_MAX);
      return streams.snapshots(family, seconds * MILLIS_PER_SECOND);
    });
  }
}
