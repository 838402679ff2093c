package dev.vitrine.event;

/** What happens between the hot, warm and cold tiers. */
public sealed interface TierEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.TIER;
  }

  /** A page moved to another tier. */
  record PageMigrated(
      long pageId, Tier fromTier, Tier toTier, MigrationReason reason, long timestampMicros)
      implements TierEvent {}

  /**
   * Snapshot of the tiers.
   *
   * @param avgCompressionRatio compressed over original bytes
   * @param bytesSaved what the files really shrank by
   */
  record TierStats(
      long hotPages,
      long warmPages,
      long coldPages,
      long totalMigrations,
      double avgCompressionRatio,
      long bytesSaved,
      long timestampMicros)
      implements TierEvent {}
}
