package dev.vitrine.event;

/** What happens inside a log-structured merge tree. */
public sealed interface LsmEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.LSM;
  }

  /** The name of the tree. */
  String treeName();

  /** A memtable became a sorted table on disk. */
  record MemtableFlushed(String treeName, long entries, long sizeBytes, long timestampMicros)
      implements LsmEvent {}

  /** A compaction of {@code sstableCount} input tables began. */
  record CompactionStarted(String treeName, int level, int sstableCount, long timestampMicros)
      implements LsmEvent {}

  /** A compaction ended: {@code oldSstables} tables became {@code newSstables}. */
  record CompactionCompleted(
      String treeName,
      int level,
      int oldSstables,
      int newSstables,
      long durationMs,
      long timestampMicros)
      implements LsmEvent {}

  /** Tables moved to another level without being rewritten. */
  record LevelMigration(
      String treeName, int fromLevel, int toLevel, int sstableCount, long timestampMicros)
      implements LsmEvent {}
}
