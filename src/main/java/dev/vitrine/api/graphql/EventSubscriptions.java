package dev.vitrine.api.graphql;

import dev.vitrine.event.EventFamily;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.LagPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;

/** Every family's stream of events, with the filters and the promise of the WebSocket. */
@Controller
final class EventSubscriptions {

  private final LiveStreams streams;
  private final String source;

  EventSubscriptions(LiveStreams streams, @Value("${vitrine.node-id:local}") String source) {
    this.streams = streams;
    this.source = source;
  }

  @SubscriptionMapping
  Flux<EventFrame> bufferPoolEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.BUFFER_POOL, events, pageId, null, since, onLag, intervalMs);
  }

  @SubscriptionMapping
  Flux<EventFrame> diskIoEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.DISK_IO, events, pageId, null, since, onLag, intervalMs);
  }

  @SubscriptionMapping
  Flux<EventFrame> pageEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.PAGE, events, pageId, null, since, onLag, intervalMs);
  }

  @SubscriptionMapping
  Flux<EventFrame> tierEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.TIER, events, pageId, null, since, onLag, intervalMs);
  }

  @SubscriptionMapping
  Flux<EventFrame> lsmEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable String tree,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.LSM, events, null, tree, since, onLag, intervalMs);
  }

  @SubscriptionMapping
  Flux<EventFrame> columnarEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable String table,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(EventFamily.COLUMNAR, events, null, table, since, onLag, intervalMs);
  }

  /** A refusal is a signal, not a throw: every transport then tells the client its code. */
  private Flux<EventFrame> frames(
      EventFamily family,
      @Nullable List<String> events,
      @Nullable Long pageId,
      @Nullable String name,
      @Nullable String since,
      @Nullable LagPolicy onLag,
      @Nullable Integer intervalMs) {
    return Flux.defer(() -> {
      Cursor newest = streams.cursor(family);
      EventFrames frames = new EventFrames(source, newest);
      return streams
          .subscribe(
              family,
              EventArguments.parse(family, events, pageId, name, since, onLag, intervalMs, newest))
          .map(frames::next);
    });
  }
}
