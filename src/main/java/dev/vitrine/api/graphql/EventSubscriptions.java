package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.LiveConnection;
import dev.vitrine.event.EventFamily;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.LagPolicy;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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
    return frames(
        EventFamily.BUFFER_POOL,
        new EventArguments(events, pageId, null, null, since, onLag, intervalMs));
  }

  @SubscriptionMapping
  Flux<EventFrame> diskIoEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(
        EventFamily.DISK_IO,
        new EventArguments(events, pageId, null, null, since, onLag, intervalMs));
  }

  @SubscriptionMapping
  Flux<EventFrame> pageEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(
        EventFamily.PAGE, new EventArguments(events, pageId, null, null, since, onLag, intervalMs));
  }

  @SubscriptionMapping
  Flux<EventFrame> tierEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable Long pageId,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(
        EventFamily.TIER, new EventArguments(events, pageId, null, null, since, onLag, intervalMs));
  }

  @SubscriptionMapping
  Flux<EventFrame> lsmEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable String tree,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(
        EventFamily.LSM, new EventArguments(events, null, tree, null, since, onLag, intervalMs));
  }

  @SubscriptionMapping
  Flux<EventFrame> columnarEvents(
      @Argument @Nullable List<String> events,
      @Argument @Nullable String table,
      @Argument @Nullable String since,
      @Argument @Nullable LagPolicy onLag,
      @Argument @Nullable Integer intervalMs) {
    return frames(
        EventFamily.COLUMNAR,
        new EventArguments(events, null, null, table, since, onLag, intervalMs));
  }

  /** A refusal is a signal, not a throw: every transport then tells the client its code. */
  private Flux<EventFrame> frames(EventFamily family, EventArguments arguments) {
    return Flux.deferContextual(context -> {
      SubscribeRequest request = arguments.parse(family);
      EventFrames frames = new EventFrames(source, streams.cursor(family), request.since());
      Optional<LiveConnection> client = context.getOrEmpty(LiveConnection.class);
      Consumer<ClientPlace> onJoin = place -> client.ifPresent(it -> it.reads(place));
      return EventArguments.orRefusal(() -> streams.subscribe(family, request, onJoin))
          .map(frames::next);
    });
  }
}
