package dev.vitrine.engine.wal;

import dev.vitrine.event.EventSink;
import dev.vitrine.event.StorageEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of changes that are not durable yet, in the order of the changes. They are bounded by the
 * log's buffer: what is staged belongs to bytes that wait in it. Thread-safe; events are told by
 * one thread at a time.
 */
final class StagedEvents {

  private record Staged(long lsn, List<? extends StorageEvent> events) {}

  private final ArrayDeque<Staged> staged = new ArrayDeque<>();

  synchronized void add(long lsn, List<? extends StorageEvent> events) {
    if (!events.isEmpty()) {
      staged.add(new Staged(lsn, List.copyOf(events)));
    }
  }

  /** Tells the events of all changes up to {@code durable}; by whoever moved it there. */
  void tell(long durable, EventSink sink) {
    take(durable).forEach(sink::emit);
  }

  private synchronized List<StorageEvent> take(long durable) {
    List<StorageEvent> ready = new ArrayList<>();
    while (!staged.isEmpty() && staged.peek().lsn <= durable) {
      ready.addAll(staged.poll().events);
    }
    return ready;
  }
}
