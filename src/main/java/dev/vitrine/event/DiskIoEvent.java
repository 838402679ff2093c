package dev.vitrine.event;

/** What the disk manager asked of the device. */
public sealed interface DiskIoEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.DISK_IO;
  }

  /** Hot: one page was read. */
  record ReadCompleted(long pageId, long latencyUs, long bytes, long timestampMicros)
      implements DiskIoEvent {}

  /** Hot: one page was written. */
  record WriteCompleted(long pageId, long latencyUs, long bytes, long timestampMicros)
      implements DiskIoEvent {}

  /** Hot: several pages were read by one call; no {@code ReadCompleted} is told for them. */
  record VectoredRead(long pageCount, long totalBytes, long latencyUs, long timestampMicros)
      implements DiskIoEvent {}

  /** Hot: several pages were written by one call; no {@code WriteCompleted} is told for them. */
  record VectoredWrite(long pageCount, long totalBytes, long latencyUs, long timestampMicros)
      implements DiskIoEvent {}

  /** Hot: a part of the log was written, up to {@code lsn}; not stable yet. */
  record LogWritten(long lsn, long bytes, long latencyUs, long timestampMicros)
      implements DiskIoEvent {}

  /** Hot: the log is on stable storage up to {@code lsn}. */
  record LogSynced(long lsn, long latencyUs, long timestampMicros) implements DiskIoEvent {}

  /**
   * Snapshot of disk activity over the interval before it; 0 where nothing happened. Reads and
   * writes count pages; throughput is in 10^6 bytes a second.
   */
  record IoStats(
      double readsPerSec,
      double writesPerSec,
      double readThroughputMbps,
      double writeThroughputMbps,
      double avgReadLatencyUs,
      double avgWriteLatencyUs,
      long timestampMicros)
      implements DiskIoEvent {}
}
