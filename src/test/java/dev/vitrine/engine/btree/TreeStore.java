package dev.vitrine.engine.btree;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PageRedo;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What record files need below them, in an empty directory: pages of 4 KiB, 64 of them in frames.
 */
public record TreeStore(FileStore files, DiskManager disk, BufferPool pool, RecordTrees trees)
    implements AutoCloseable {

  private static final int PAGE = 4096;
  private static final int FRAMES = 64;

  public static TreeStore create(Path directory, ChangeLog log) throws IOException {
    FileStore files = LocalFileStore.open(directory, false);
    HotCounters counters = new HotCounters();
    DiskManager disk =
        DiskManager.create(files, PAGE, EventSink.NONE, counters, new ReadOnlySwitch());
    new PageRedo(disk, false).finish(0, true);
    BufferPool pool = new BufferPool(disk, log, EventSink.NONE, counters, FRAMES, 2);
    return new TreeStore(files, disk, pool, new RecordTrees(pool, disk, FRAMES));
  }

  @Override
  public void close() throws IOException {
    pool.close();
    disk.close();
    files.close();
  }
}
