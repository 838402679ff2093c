package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import reactor.core.publisher.Flux;

/** The streams of all families, to subscribe to. */
public interface LiveStreams {

  /** Entries, snapshots and control frames for one client, with backpressure. */
  Flux<StreamItem> subscribe(EventFamily family, SubscribeRequest request);

  /** Snapshots alone, at an effective interval; a slow subscriber gets the newest only. */
  Flux<StorageEvent> snapshots(EventFamily family, int intervalMs);

  /** The newest place in the stream: read it before the state that it belongs to. */
  Cursor cursor(EventFamily family);
}
