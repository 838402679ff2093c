package dev.vitrine.event;

/**
 * The variants that can happen too often to tell each of them. They are always counted; they are
 * built and emitted only while the sink wants them.
 */
public enum HotVariant {
  PAGE_HIT(EventFamily.BUFFER_POOL, "PageHit"),
  PAGE_MISS(EventFamily.BUFFER_POOL, "PageMiss"),
  PAGE_EVICTED(EventFamily.BUFFER_POOL, "PageEvicted"),
  PAGE_FLUSHED(EventFamily.BUFFER_POOL, "PageFlushed"),
  READ_COMPLETED(EventFamily.DISK_IO, "ReadCompleted"),
  WRITE_COMPLETED(EventFamily.DISK_IO, "WriteCompleted"),
  VECTORED_READ(EventFamily.DISK_IO, "VectoredRead"),
  VECTORED_WRITE(EventFamily.DISK_IO, "VectoredWrite"),
  LOG_WRITTEN(EventFamily.DISK_IO, "LogWritten"),
  LOG_SYNCED(EventFamily.DISK_IO, "LogSynced");

  private final EventFamily family;
  private final String variant;

  HotVariant(EventFamily family, String variant) {
    this.family = family;
    this.variant = variant;
  }

  public EventFamily family() {
    return family;
  }

  /** The variant's name on the wire. */
  public String variant() {
    return variant;
  }
}
