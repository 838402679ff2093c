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
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.LsmEvent;
import dev.vitrine.event.PageEvent;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.event.TierEvent;
import org.jspecify.annotations.Nullable;

/** Tells hot events from the others. */
final class HotVariants {

  private HotVariants() {}

  /** The hot variant of an event; null when each such event is told. */
  static @Nullable HotVariant of(StorageEvent event) {
    return switch (event) {
      case PageHit _ -> HotVariant.PAGE_HIT;
      case PageMiss _ -> HotVariant.PAGE_MISS;
      case PageEvicted _ -> HotVariant.PAGE_EVICTED;
      case PageFlushed _ -> HotVariant.PAGE_FLUSHED;
      case ReadCompleted _ -> HotVariant.READ_COMPLETED;
      case WriteCompleted _ -> HotVariant.WRITE_COMPLETED;
      case VectoredRead _ -> HotVariant.VECTORED_READ;
      case VectoredWrite _ -> HotVariant.VECTORED_WRITE;
      case LogWritten _ -> HotVariant.LOG_WRITTEN;
      case LogSynced _ -> HotVariant.LOG_SYNCED;
      case PoolStats _, IoStats _ -> null;
      case LsmEvent _, TierEvent _, PageEvent _, ColumnarEvent _ -> null;
    };
  }
}
