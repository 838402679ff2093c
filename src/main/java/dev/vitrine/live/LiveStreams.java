package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/** The streams of all families, to subscribe to. */
public interface LiveStreams {

  /**
   * Entries, snapshots and control frames for one client, with backpressure. Completes after {@code
   * StreamClosing}; a subscriber that asks for nothing may miss that last word. Signals come
   * serially, each on one of Reactor's parallel threads, which many share: a subscriber must not
   * block.
   *
   * @param onJoin is told where each subscriber stands, as it subscribes
   * @throws InvalidSubscriptionException at once, if the cursor to resume from is in the future
   */
  Flux<StreamItem> subscribe(
      EventFamily family, SubscribeRequest request, Consumer<ClientPlace> onJoin);

  /** Snapshots alone, at an effective interval; a slow subscriber gets the newest only. */
  Flux<StorageEvent> snapshots(EventFamily family, int intervalMs);

  /** The newest place in the stream: read it before the state that it belongs to. */
  Cursor cursor(EventFamily family);
}
