package dev.vitrine.live.stream;

import dev.vitrine.event.BufferPoolEvent.PageHit;
import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.StorageEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** An engine that does what it is told, and counts like a real one. */
final class FakeEngine implements EngineSource {

  final HotCounters counters = new HotCounters();
  private final LiveCore core;
  int samplersOpened;

  FakeEngine(LiveCore core) {
    this.core = core;
  }

  /** Not hot: always an entry of the stream of pages. */
  void free(long pageId) {
    core.emit(new PageFreed(pageId, 0));
  }

  /** Hot, as the engine does it: count, look at the gate, and only then build and tell. */
  void hit(long pageId) {
    hot(HotVariant.PAGE_HIT, new PageHit(pageId, 0));
  }

  void hot(HotVariant variant, StorageEvent event) {
    counters.increment(variant);
    if (core.wants(variant)) {
      core.emit(event);
    }
  }

  @Override
  public long total(HotVariant variant) {
    return counters.total(variant);
  }

  @Override
  public Optional<Supplier<StorageEvent>> openSampler(EventFamily family) {
    if (family != EventFamily.BUFFER_POOL) {
      return Optional.empty();
    }
    samplersOpened++;
    return Optional.of(() -> new PoolStats(0, 1, 1, 0, 0));
  }
}
