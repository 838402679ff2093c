package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A core without a thread, on a clock that is moved by hand. */
final class Bench {

  static final StreamLimits SMALL = new StreamLimits(64, 1_000, 200, 16, 100);

  final ManualClock clock = new ManualClock();
  final LiveCore core;
  final FakeEngine engine;

  Bench(StreamLimits limits) {
    this(limits, new FixedSizeFrames());
  }

  Bench(StreamLimits limits, FrameEncoder encoder) {
    core = new LiveCore(encoder, limits, clock);
    engine = new FakeEngine(core);
    core.connect(engine);
  }

  void tickAfter(long millis) {
    clock.advanceMillis(millis);
    core.tick();
  }

  ClientStream<StreamItem> join(EventFamily family, SubscribeRequest request) {
    return core.subscribe(family, request, () -> {});
  }

  /** Frees these pages and lets them become entries. */
  void free(int from, int to) {
    for (int page = from; page <= to; page++) {
      engine.free(page);
      core.tick();
    }
  }

  static SubscribeRequest request(@Nullable Cursor since, LagPolicy onLag) {
    return new SubscribeRequest(1_000, Set.of(), null, null, since, onLag);
  }

  static SubscribeRequest newest() {
    return request(null, LagPolicy.DROP_OLDEST);
  }

  static List<StreamItem> pollAll(ClientStream<StreamItem> client) {
    List<StreamItem> items = new ArrayList<>();
    for (StreamItem item = client.poll(); item != null; item = client.poll()) {
      items.add(item);
    }
    return items;
  }

  /** A short form to compare with: numbers of entries, words of the stream. */
  static List<Object> shown(List<StreamItem> items) {
    List<Object> shown = new ArrayList<>();
    for (StreamItem item : items) {
      shown.add(
          switch (item) {
            case StreamItem.EventEntry e -> e.sequence();
            case StreamItem.SampledEntry e -> e.sampled();
            case StreamItem.Snapshot s -> s.event();
            case StreamItem.ControlItem c -> c.control();
          });
    }
    return shown;
  }
}
