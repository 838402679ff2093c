package dev.vitrine.api.graphql;

import dev.vitrine.event.BufferPoolEvent;
import dev.vitrine.event.DiskIoEvent;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.LiveStreams;
import dev.vitrine.live.stream.ClientPlace;
import dev.vitrine.live.stream.ClientStanding;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Cursor;
import dev.vitrine.live.stream.InvalidSubscriptionException;
import dev.vitrine.live.stream.StreamItem;
import dev.vitrine.live.stream.SubscribeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/**
 * Streams that are at {@code e1:41}; each tells that it is open, then what a test told it to, and
 * then nothing more. Snapshots come from a clock that a test can't tell from the real one.
 */
final class FakeStreams implements LiveStreams {

  static final String EPOCH = "e1";
  static final long NEWEST = 41;
  static final long MICROS = 1_763_886_000_123_456L;
  private static final byte[] NO_JSON = {};

  final List<SubscribeRequest> requests = new CopyOnWriteArrayList<>();
  final List<Integer> intervals = new CopyOnWriteArrayList<>();
  final AtomicInteger active = new AtomicInteger();
  private final Map<EventFamily, List<StreamItem>> scripts = new ConcurrentHashMap<>();

  /** Where every subscriber is. */
  record Stopped() implements ClientPlace {

    static final ClientStanding STANDING =
        new ClientStanding(new Cursor(EPOCH, NEWEST), 70, 6, 5, false);

    @Override
    public ClientStanding standing() {
      return STANDING;
    }

    @Override
    public boolean left() {
      return false;
    }
  }

  void tell(EventFamily family, StreamItem... items) {
    scripts.put(family, List.of(items));
  }

  void forget() {
    scripts.clear();
    requests.clear();
    intervals.clear();
  }

  static StreamItem entry(long sequence, StorageEvent event) {
    return new StreamItem.EventEntry(sequence, event, NO_JSON);
  }

  static StreamItem word(Control control) {
    return new StreamItem.ControlItem(control, MICROS, NO_JSON);
  }

  @Override
  public Flux<StreamItem> subscribe(
      EventFamily family, SubscribeRequest request, Consumer<ClientPlace> onJoin) {
    requests.add(request);
    long start = request.since() == null ? NEWEST : request.since().sequence();
    if (start > NEWEST) {
      throw new InvalidSubscriptionException("since", "is in the future");
    }
    List<StreamItem> items = new ArrayList<>();
    items.add(
        word(
            new Control.StreamOpened(
                family.messageType(),
                EPOCH,
                start,
                request.intervalMs(),
                request.since() != null && request.since().epoch().equals(EPOCH))));
    items.addAll(scripts.getOrDefault(family, List.of()));
    return watched(Flux.fromIterable(items).concatWith(Flux.never()))
        .doOnSubscribe(_ -> onJoin.accept(new Stopped()));
  }

  @Override
  public Flux<StorageEvent> snapshots(EventFamily family, int intervalMs) {
    intervals.add(intervalMs);
    return watched(
        Flux.interval(Duration.ZERO, Duration.ofMillis(intervalMs))
            .onBackpressureLatest()
            .map(tick -> snapshot(family, MICROS + tick * intervalMs * 1000)));
  }

  private static StorageEvent snapshot(EventFamily family, long micros) {
    return family == EventFamily.DISK_IO
        ? new DiskIoEvent.IoStats(30, 10, 0.12288, 0.04096, 100.4, 20.4, micros)
        : new BufferPoolEvent.PoolStats(0.75, 64, 10, 2, micros);
  }

  private <T> Flux<T> watched(Flux<T> flux) {
    return flux.doOnSubscribe(s -> active.incrementAndGet())
        .doFinally(signal -> active.decrementAndGet());
  }

  @Override
  public Cursor cursor(EventFamily family) {
    return new Cursor(EPOCH, NEWEST);
  }
}
