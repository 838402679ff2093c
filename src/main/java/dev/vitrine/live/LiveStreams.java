package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import java.util.List;
import reactor.core.publisher.Flux;

/** The streams of all families, to subscribe to. */
public interface LiveStreams {

  /**
   * Entries, snapshots and control frames for one client, with backpressure. Completes after {@code
   * StreamClosing}; a subscriber that asks for nothing may miss that last word, and finds out by
   * {@link #ended} why it was not said. Signals come serially, each on one of Reactor's parallel
   * threads, which many share: a subscriber must not block.
   *
   * @throws InvalidSubscriptionException at once, if the cursor to resume from is in the future
   */
  Flux<StreamItem> subscribe(EventFamily family, SubscribeRequest request);

  /** The same, but whatever is there at once comes as one list of at most that many items. */
  Flux<List<StreamItem>> subscribeInBatches(
      EventFamily family, SubscribeRequest request, int batchItemsMax);

  /** Snapshots alone, at an effective interval; a slow subscriber gets the newest only. */
  Flux<StorageEvent> snapshots(EventFamily family, int intervalMs);

  /** Whether the streams have ended because the service goes down. */
  boolean ended();

  /** The newest place in the stream: read it before the state that it belongs to. */
  Cursor cursor(EventFamily family);
}
