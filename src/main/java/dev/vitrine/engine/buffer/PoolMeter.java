package dev.vitrine.engine.buffer;

import dev.vitrine.event.BufferPoolEvent.PageEvicted;
import dev.vitrine.event.BufferPoolEvent.PageFlushed;
import dev.vitrine.event.BufferPoolEvent.PageHit;
import dev.vitrine.event.BufferPoolEvent.PageMiss;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.EvictionReason;
import dev.vitrine.event.FlushCause;
import dev.vitrine.event.HotCounters;
import dev.vitrine.event.HotVariant;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what the pool does, and tells it. Called inside the latch that orders the page. */
final class PoolMeter {

  final AtomicInteger usedFrames = new AtomicInteger();
  final AtomicInteger dirtyFrames = new AtomicInteger();

  private final EventSink sink;
  private final HotCounters counters;

  PoolMeter(EventSink sink, HotCounters counters) {
    this.sink = sink;
    this.counters = counters;
  }

  /** Whether hits have to be told, and so be had under a latch. */
  boolean tellsHits() {
    return sink.wants(HotVariant.PAGE_HIT);
  }

  /** A hit that is not told; the result is that of {@link HotCounters#increment}. */
  long countHit() {
    return counters.increment(HotVariant.PAGE_HIT);
  }

  /** The same by a thread that has a {@link #homeRow}. */
  long countHit(int row) {
    return counters.increment(row, HotVariant.PAGE_HIT);
  }

  /** See {@link HotCounters#homeRow}. */
  int homeRow() {
    return counters.homeRow();
  }

  /** A hit; the result is that of {@link #countHit}. */
  long hit(long pageId) {
    long hits = countHit();
    if (sink.wants(HotVariant.PAGE_HIT)) {
      sink.emit(new PageHit(pageId, EventClock.nowMicros()));
    }
    return hits;
  }

  void miss(long pageId) {
    counters.increment(HotVariant.PAGE_MISS);
    if (sink.wants(HotVariant.PAGE_MISS)) {
      sink.emit(new PageMiss(pageId, EventClock.nowMicros()));
    }
  }

  void evicted(long pageId, EvictionReason reason) {
    counters.increment(HotVariant.PAGE_EVICTED);
    if (sink.wants(HotVariant.PAGE_EVICTED)) {
      sink.emit(new PageEvicted(pageId, reason, EventClock.nowMicros()));
    }
  }

  void flushed(long pageId, long bytes, FlushCause cause, long lsn) {
    counters.increment(HotVariant.PAGE_FLUSHED);
    if (sink.wants(HotVariant.PAGE_FLUSHED)) {
      sink.emit(new PageFlushed(pageId, bytes, cause, lsn, EventClock.nowMicros()));
    }
  }

  long total(HotVariant variant) {
    return counters.total(variant);
  }
}
