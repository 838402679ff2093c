package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BatchedPages;
import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.FreedPages;
import dev.vitrine.engine.buffer.MapFlusher;
import dev.vitrine.engine.buffer.PageFlusher;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.IoErrors;
import dev.vitrine.engine.wal.Checkpoint;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.WriteAheadLog;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.FlushCause;
import java.io.IOException;

/**
 * Takes checkpoints: brings every change up to a point of the log into the page file, makes that
 * stable, notes the point, and gives the log before it away. What fails on the way leaves the
 * checkpoint before in force. Thread-safe; one at a time; writers go on meanwhile.
 */
final class Checkpointer {

  private final DiskManager disk;
  private final BufferPool pool;
  private final BatchedPages batched;
  private final WriteAheadLog log;
  private final ControlFile control;
  private final FreedPages freed;
  private final MapFlusher map;
  private volatile long takenNanos = System.nanoTime();

  Checkpointer(
      DiskManager disk,
      BufferPool pool,
      BatchedPages batched,
      WriteAheadLog log,
      ControlFile control) {
    this.disk = disk;
    this.pool = pool;
    this.batched = batched;
    this.log = log;
    this.control = control;
    this.freed = new FreedPages(pool, disk, log);
    this.map = new MapFlusher(pool, disk, log);
  }

  /** Takes one while others work. */
  CheckpointReport take() {
    return take(FlushCause.CHECKPOINT, false);
  }

  /** Takes the last one, when nobody works any more: the next opening has nothing to redo. */
  void takeLast() {
    take(FlushCause.CLOSE, true);
  }

  /** Log that a recovery would have to read now. */
  long bytesSinceLast() {
    return log.lastLsn() - control.newest().redoPoint();
  }

  long nanosSinceLast() {
    return System.nanoTime() - takenNanos;
  }

  private synchronized CheckpointReport take(FlushCause cause, boolean clean) {
    disk.readOnly().requireWritable();
    long start = System.nanoTime();
    Checkpoint before = control.newest();
    long redoPoint = log.beginCheckpoint();
    // Once for all pages; and what was acknowledged is stable even if a page can't be written.
    log.ensureDurable(redoPoint);
    batched.flushCoalesced();
    PageFlusher.Result flushed = pool.flusher().flushEach(pool.flusher().dirtyPages(), cause);
    if (flushed.failure() != null) {
      throw flushed.failure();
    }
    long pageCount = disk.pageCount();
    freed.flush();
    map.flush();
    disk.sync();
    log.ensureDurable(log.lastLsn());
    write(clean ? log.lastLsn() : redoPoint, pageCount, clean);
    log.recycle(control.newest().redoPoint());
    takenNanos = System.nanoTime();
    return new CheckpointReport(
        control.newest().redoPoint(),
        control.newest().redoPoint() - before.redoPoint(),
        flushed.pages(),
        (System.nanoTime() - start) / 1_000);
  }

  private void write(long redoPoint, long pageCount, boolean clean) {
    try {
      control.write(
          new Checkpoint(
              0,
              control.newest().generation(),
              control.newest().generation(),
              redoPoint,
              log.durableLsn(),
              pageCount,
              clean,
              EventClock.nowMicros()));
    } catch (IOException e) {
      disk.readOnly().trip("the checkpoint could not be noted: " + e.getMessage());
      throw IoErrors.of("writing " + ControlFile.FILE_NAME, e);
    }
  }
}
