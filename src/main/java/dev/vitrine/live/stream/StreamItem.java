package dev.vitrine.live.stream;

import dev.vitrine.event.StorageEvent;

/**
 * One thing a client receives. Its {@code json} is the whole frame in UTF-8, encoded once and
 * shared by all clients: it must not be changed.
 */
public sealed interface StreamItem {

  /** When it happened, in microseconds since the Unix epoch. */
  long timestampMicros();

  byte[] json();

  /** An event with its place in the stream. */
  record EventEntry(long sequence, StorageEvent event, byte[] json) implements StreamItem {
    @Override
    public long timestampMicros() {
      return event.timestampMicros();
    }
  }

  /** A tally of hot events with its place in the stream. */
  record SampledEntry(long sequence, Sampled sampled, byte[] json) implements StreamItem {
    @Override
    public long timestampMicros() {
      return sampled.timestampMicros();
    }
  }

  /** A snapshot: no number, never replayed. */
  record Snapshot(StorageEvent event, byte[] json) implements StreamItem {
    @Override
    public long timestampMicros() {
      return event.timestampMicros();
    }
  }

  /** A word of the stream about itself. */
  record ControlItem(Control control, long timestampMicros, byte[] json) implements StreamItem {}
}
