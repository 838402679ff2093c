package dev.vitrine.event;

/** What happens to pages in the buffer pool. */
public sealed interface BufferPoolEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.BUFFER_POOL;
  }

  /** Hot: a page was asked for and was in a frame. */
  record PageHit(long pageId, long timestampMicros) implements BufferPoolEvent {}

  /** Hot: a page was asked for and had to be read from disk. */
  record PageMiss(long pageId, long timestampMicros) implements BufferPoolEvent {}

  /** Hot: a page left its frame. */
  record PageEvicted(long pageId, EvictionReason reason, long timestampMicros)
      implements BufferPoolEvent {}

  /**
   * Hot: a dirty page was written to disk.
   *
   * @param dirtyBytes bytes written for it
   * @param cause why it was written now
   * @param lsn log sequence number of the version written
   */
  record PageFlushed(long pageId, long dirtyBytes, FlushCause cause, long lsn, long timestampMicros)
      implements BufferPoolEvent {}

  /**
   * Snapshot of the pool.
   *
   * @param hitRate hits over accesses in the interval before this snapshot, 0..1; 0 without access
   * @param totalPages frames in the pool
   * @param usedPages frames that hold a page
   * @param dirtyPages frames whose page is newer than its stored image
   */
  record PoolStats(
      double hitRate, long totalPages, long usedPages, long dirtyPages, long timestampMicros)
      implements BufferPoolEvent {}
}
