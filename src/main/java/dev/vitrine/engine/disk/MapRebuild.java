package dev.vitrine.engine.disk;

import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the allocation map at opening: what the log changed says itself what it is; of all other
 * pages the map of the checkpoint tells. A map page that a crash tore is in the log, since it is
 * logged before it is written; one that was damaged otherwise is made up from the pages of its
 * group. For one thread.
 */
final class MapRebuild {

  private static final byte MAP_ENTRY =
      (byte) (PageType.ALLOCATION_MAP.code() | AllocationMap.OWNED);

  private final DiskManager disk;
  private final AllocationMap map;
  private final Map<Long, Byte> changed = new HashMap<>();
  private final Map<Long, byte[]> logged = new HashMap<>();

  MapRebuild(DiskManager disk) {
    this.disk = disk;
    this.map = disk.map();
  }

  /** A page as the log leaves it. */
  void changed(long pageId, MemorySegment page) {
    changed.put(pageId, entry(page));
  }

  /** A map page as a checkpoint logged it. */
  void image(long mapPageId, byte[] image) {
    logged.put(mapPageId, image);
  }

  /**
   * Fills the disk's map.
   *
   * @param pageCount ids below this one had been given at the checkpoint
   * @param mapIsCurrent whether map pages are those of the checkpoint; else the pages are asked
   */
  void build(long pageCount, boolean mapIsCurrent) {
    long end = changed.keySet().stream().mapToLong(id -> id + 1).reduce(pageCount, Math::max);
    MemorySegment page = disk.buffers().acquire();
    try {
      for (long mapPageId = 1; mapPageId < end; mapPageId += map.groupPages()) {
        map.loadEntry(mapPageId, MAP_ENTRY);
        MemorySegment known = mapIsCurrent && mapPageId < pageCount ? known(mapPageId, page) : null;
        boolean asItWas = known != null;
        long groupEnd = Math.min(end, mapPageId + map.groupPages());
        for (long id = mapPageId + 1; id < groupEnd; id++) {
          Byte now = changed.get(id);
          asItWas &= now == null;
          map.loadEntry(id, now != null ? now : entry(id, pageCount, mapPageId, known));
        }
        if (!asItWas) {
          map.markDirty(mapPageId);
        }
      }
    } finally {
      disk.buffers().release(page);
    }
  }

  /** The map page of the checkpoint, as far as it can be had. */
  private @Nullable MemorySegment known(long mapPageId, MemorySegment page) {
    disk.readAnyway(mapPageId, page);
    byte[] image = logged.get(mapPageId);
    MemorySegment newest = image == null ? null : MemorySegment.ofArray(image);
    boolean intact = PageDamage.of(mapPageId, page) == null;
    // An older one is there when the device lost a write.
    return intact && (newest == null || PageHeader.lsn(page) >= PageHeader.lsn(newest))
        ? page
        : newest;
  }

  private byte entry(long pageId, long pageCount, long mapPageId, @Nullable MemorySegment known) {
    if (pageId >= pageCount) {
      return 0;
    }
    return known == null ? scan(pageId) : AllocationMap.entry(known, mapPageId, pageId);
  }

  /** Without a map the page tells itself; a damaged one stays in use, to be seen. */
  private byte scan(long pageId) {
    MemorySegment page = disk.buffers().acquire();
    try {
      disk.readAnyway(pageId, page);
      if (PageDamage.of(pageId, page) == null) {
        return entry(page);
      }
      return neverWritten(page) ? 0 : (byte) PageType.DAMAGED.code();
    } finally {
      disk.buffers().release(page);
    }
  }

  private static byte entry(MemorySegment page) {
    int type = PageHeader.typeCode(page);
    if (type == PageType.FREE.code()) {
      return 0;
    }
    return (byte) (PageHeader.owner(page) == 0 ? type : type | AllocationMap.OWNED);
  }

  private static boolean neverWritten(MemorySegment page) {
    return page.mismatch(MemorySegment.ofArray(new byte[(int) page.byteSize()])) == -1;
  }
}
