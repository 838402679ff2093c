package dev.vitrine.engine.buffer;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.wal.PageVersion;
import dev.vitrine.engine.wal.WriteAheadLog;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the allocation map for a checkpoint: each map page is in the log, in full, before it is
 * written, so that a torn one can be had from there. By one thread at a time.
 */
public final class MapFlusher {

  private final BufferPool pool;
  private final DiskManager disk;
  private final WriteAheadLog log;

  public MapFlusher(BufferPool pool, DiskManager disk, WriteAheadLog log) {
    this.pool = pool;
    this.disk = disk;
    this.log = log;
  }

  /** Writes what is not as on disk; stable only after a sync. */
  public void flush() {
    long[] mapPages = disk.takeDirtyMapPages();
    int written = 0;
    try {
      for (long mapPageId : mapPages) {
        write(mapPageId);
        written++;
      }
    } finally {
      Arrays.stream(mapPages).skip(written).forEach(disk::markMapPageDirty);
    }
  }

  private void write(long mapPageId) {
    MemorySegment page = disk.buffers().acquire();
    pool.turns().acquire(mapPageId);
    try {
      disk.storeMap(mapPageId, page);
      long lsn = log.appendForCheckpoint(List.of(new PageVersion(mapPageId, null, page)));
      PageHeader.stamp(page, lsn);
      log.ensureDurable(lsn);
      disk.write(mapPageId, page);
      refresh(mapPageId, page);
    } finally {
      pool.turns().release(mapPageId);
      disk.buffers().release(page);
    }
  }

  /** Somebody may have looked at the map page, and still have it in a frame. */
  private void refresh(long mapPageId, MemorySegment page) {
    Frame frame = pool.latchExclusiveIfResident(mapPageId);
    if (frame != null) {
      frame.memory.copyFrom(page);
      pool.releaseExclusive(mapPageId);
    }
  }
}
