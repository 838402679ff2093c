package dev.vitrine.event;

/**
 * Something that the storage layer did, told once its effect stands.
 *
 * <p>Every variant is a record nested in the interface of its family. Ids, sizes and counts are
 * non-negative; checksums are unsigned 32-bit values held in a {@code long}.
 */
public sealed interface StorageEvent
    permits BufferPoolEvent, LsmEvent, DiskIoEvent, TierEvent, PageEvent, ColumnarEvent {

  /** When it happened, in microseconds since the Unix epoch. */
  long timestampMicros();

  /** When it happened, in whole seconds since the Unix epoch. */
  default long timestamp() {
    return Math.floorDiv(timestampMicros(), 1_000_000L);
  }

  /** The family this event belongs to, which is also the stream that carries it. */
  EventFamily family();

  /** The variant's name on the wire: the simple name of its record. */
  default String variant() {
    return getClass().getSimpleName();
  }
}
