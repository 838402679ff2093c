package dev.vitrine.engine;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.NewerPages;
import dev.vitrine.engine.disk.PageRedo;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.wal.Checkpoint;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.NoChanges;
import dev.vitrine.engine.wal.StoredLog;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens what is intact of a data directory, for reading only: nothing in it is changed. What the
 * log has and the page file has not is kept in memory, as far as the log can be read. For one
 * thread.
 */
final class IntactPart {

  private final FileStore files;
  private final EngineConfig config;
  private final EventSink sink;
  private final HotCounters counters;
  private final ReadOnlySwitch readOnly = new ReadOnlySwitch();
  private final List<String> warnings = new ArrayList<>();
  private long lastLsn;
  private long records;
  private long logBytes;

  IntactPart(FileStore files, EngineConfig config, EventSink sink, HotCounters counters) {
    this.files = files;
    this.config = config;
    this.sink = sink;
    this.counters = counters;
  }

  /** {@code data-directory} when there is no page file, or not one of this program. */
  OpenedDirectory open() throws IOException {
    if (!files.exists(DiskManager.FILE_NAME)) {
      throw new EngineException(
          ErrorCode.DATA_DIRECTORY,
          "data directory %s has no page file %s, so there is nothing to read"
              .formatted(files.directory(), DiskManager.FILE_NAME));
    }
    DiskManager disk = DiskManager.open(files, config.pageSizeBytes(), sink, counters, readOnly);
    try {
      return open(disk);
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  private OpenedDirectory open(DiskManager disk) throws IOException {
    long start = System.nanoTime();
    PageRedo redo = new PageRedo(disk, true);
    long pagesInFile = disk.fileBytes() / disk.pageSizeBytes();
    Checkpoint last = checkpoint(disk, pagesInFile, redo);
    redo.finish(last == null ? pagesInFile : Math.min(last.pageCount(), pagesInFile), last != null);
    readOnly.trip("it was opened with --read-only");
    long micros = (System.nanoTime() - start) / 1_000;
    return new OpenedDirectory(
        disk,
        new NoChanges(lastLsn),
        null,
        new RecoveryReport(
            records > 0,
            records,
            logBytes,
            redo.pagesWritten(),
            micros,
            String.join("; ", warnings)));
  }

  /** The newest checkpoint, what follows it in the log applied; null when there is none. */
  private @Nullable Checkpoint checkpoint(DiskManager disk, long pagesInFile, PageRedo redo)
      throws IOException {
    try (ControlFile control = ControlFile.open(files, disk.storeId())) {
      Checkpoint last = control.newest();
      if (last.pageCount() > pagesInFile) {
        warnings.add(
            "the page file was cut short: pages from %d to %d are gone"
                .formatted(pagesInFile, last.pageCount() - 1));
      }
      try (StoredLog stored =
          StoredLog.open(
              files, disk.storeId(), last, control.segmentBytes(), config.pageSizeBytes())) {
        String lost = new NewerPages(disk, last.pageCount(), stored.pages()).than(stored.end());
        if (lost != null) {
          warnings.add(lost + "; what came later is not shown");
        }
        replay(stored, redo);
        records = stored.records();
        logBytes = stored.bytes();
        lastLsn = stored.end();
      }
      return last;
    } catch (EngineException e) {
      warnings.add(e.getMessage() + "; pages are shown as the page file has them");
      return null;
    }
  }

  private void replay(StoredLog stored, PageRedo redo) {
    if (stored.damage() != null) {
      warnings.add(
          "the log is damaged: %s; what came later is not shown".formatted(stored.damage()));
    }
    try {
      stored.replay(change -> redo.apply(change, PageRedo.Part.ALL));
    } catch (EngineException e) {
      warnings.add(e.getMessage() + "; what came later is not shown");
    }
    redo.finishPart();
  }
}
