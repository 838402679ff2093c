package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.live.stream.LogReader;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The streams of a {@link LiveCore}, as Flux. */
public final class CoreStreams implements LiveStreams {

  private final LiveCore core;
  private final Scheduler scheduler;

  /** Subscribers are served on Reactor's parallel threads, which they share: none may block. */
  public CoreStreams(LiveCore core) {
    this(core, Schedulers.parallel());
  }

  CoreStreams(LiveCore core, Scheduler scheduler) {
    this.core = core;
    this.scheduler = scheduler;
  }

  @Override
  public Flux<StreamItem> subscribe(
      EventFamily family, SubscribeRequest request, Consumer<ClientPlace> onJoin) {
    core.check(family, request);
    return new PolledFlux<>(
        onReady -> {
          LogReader reader = core.subscribe(family, request, onReady);
          onJoin.accept(reader);
          return reader;
        },
        scheduler);
  }

  @Override
  public Flux<StorageEvent> snapshots(EventFamily family, int intervalMs) {
    return new PolledFlux<>(onReady -> core.watchSnapshots(family, intervalMs, onReady), scheduler)
        .map(StreamItem.Snapshot::event);
  }

  @Override
  public Cursor cursor(EventFamily family) {
    return core.cursor(family);
  }
}
