package dev.vitrine.event;

/** What happens to pages themselves. */
public sealed interface PageEvent extends StorageEvent {

  @Override
  default EventFamily family() {
    return EventFamily.PAGE;
  }

  /** A page came into being; {@code size} is in bytes. */
  record PageAllocated(long pageId, long size, long timestampMicros) implements PageEvent {}

  /** Part of a page's records moved to a new page. */
  record PageSplit(long originalPageId, long newPageId, SplitReason reason, long timestampMicros)
      implements PageEvent {}

  /** Two pages became one. */
  record PageMerged(
      long page1Id, long page2Id, long resultPageId, MergeReason reason, long timestampMicros)
      implements PageEvent {}

  /** The holes between a page's records were closed. */
  record PageCompacted(long pageId, long bytesReclaimed, long timestampMicros)
      implements PageEvent {}

  /** A page's bytes do not match its checksum; both are CRC32C values. */
  record ChecksumFailure(long pageId, long expected, long actual, long timestampMicros)
      implements PageEvent {}

  /** A page ceased to exist; its id may be used again. */
  record PageFreed(long pageId, long timestampMicros) implements PageEvent {}
}
