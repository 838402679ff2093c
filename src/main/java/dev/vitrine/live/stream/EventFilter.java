package dev.vitrine.live.stream;

import dev.vitrine.event.BufferPoolEvent.PageEvicted;
import dev.vitrine.event.BufferPoolEvent.PageFlushed;
import dev.vitrine.event.BufferPoolEvent.PageHit;
import dev.vitrine.event.BufferPoolEvent.PageMiss;
import dev.vitrine.event.BufferPoolEvent.PoolStats;
import dev.vitrine.event.ColumnarEvent;
import dev.vitrine.event.DiskIoEvent.IoStats;
import dev.vitrine.event.DiskIoEvent.LogSynced;
import dev.vitrine.event.DiskIoEvent.LogWritten;
import dev.vitrine.event.DiskIoEvent.ReadCompleted;
import dev.vitrine.event.DiskIoEvent.VectoredRead;
import dev.vitrine.event.DiskIoEvent.VectoredWrite;
import dev.vitrine.event.DiskIoEvent.WriteCompleted;
import dev.vitrine.event.LsmEvent;
import dev.vitrine.event.PageEvent.ChecksumFailure;
import dev.vitrine.event.PageEvent.PageAllocated;
import dev.vitrine.event.PageEvent.PageCompacted;
import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.event.TierEvent.PageMigrated;
import dev.vitrine.event.TierEvent.TierStats;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one client wants to see of a stream. An event about several pages passes when any of them is
 * the one asked for. An event that names no page (a snapshot, a vectored call) is not about that
 * page and does not pass. A tally passes with its variant, whatever the page: it tells how much of
 * the variant the client can't see.
 */
record EventFilter(Set<String> variants, @Nullable Long pageId, @Nullable String name) {

  static EventFilter of(SubscribeRequest request) {
    return new EventFilter(request.events(), request.pageId(), request.name());
  }

  boolean passes(StorageEvent event) {
    return passesVariant(event.variant())
        && (pageId == null || isAbout(event, pageId))
        && (name == null || name.equals(nameIn(event)));
  }

  boolean passes(Sampled sampled) {
    return passesVariant(sampled.variant());
  }

  private boolean passesVariant(String variant) {
    return variants.isEmpty() || variants.contains(variant);
  }

  private static boolean isAbout(StorageEvent event, long page) {
    return switch (event) {
      case PageHit e -> e.pageId() == page;
      case PageMiss e -> e.pageId() == page;
      case PageEvicted e -> e.pageId() == page;
      case PageFlushed e -> e.pageId() == page;
      case ReadCompleted e -> e.pageId() == page;
      case WriteCompleted e -> e.pageId() == page;
      case PageMigrated e -> e.pageId() == page;
      case PageAllocated e -> e.pageId() == page;
      case PageSplit e -> e.originalPageId() == page || e.newPageId() == page;
      case PageMerged e -> e.page1Id() == page || e.page2Id() == page || e.resultPageId() == page;
      case PageCompacted e -> e.pageId() == page;
      case ChecksumFailure e -> e.pageId() == page;
      case PageFreed e -> e.pageId() == page;
      case PoolStats _, IoStats _, TierStats _, VectoredRead _, VectoredWrite _ -> false;
      case LogWritten _, LogSynced _ -> false;
      case LsmEvent _, ColumnarEvent _ -> false;
    };
  }

  private static @Nullable String nameIn(StorageEvent event) {
    return switch (event) {
      case LsmEvent e -> e.treeName();
      case ColumnarEvent e -> e.tableName();
      case StorageEvent _ -> null;
    };
  }
}
