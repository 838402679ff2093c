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
import dev.vitrine.engine.wal.StoredLog;
import dev.vitrine.engine.wal.WriteAheadLog;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Opens a data directory: makes a new one, or brings one to where its log says it was. When one is
 * made, the page file comes first, then the control file, then the log's first segment, and the
 * control file says when that is there: what is missing then was never made, or is lost. For one
 * thread.
 */
final class DataDirectory {

  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());

  private final FileStore files;
  private final EngineConfig config;
  private final EventSink sink;
  private final HotCounters counters;
  private final ReadOnlySwitch readOnly = new ReadOnlySwitch();

  DataDirectory(FileStore files, EngineConfig config, EventSink sink, HotCounters counters) {
    this.files = files;
    this.config = config;
    this.sink = sink;
    this.counters = counters;
  }

  /** {@code data-directory} with what is wrong and what to do, {@code io-failure}. */
  OpenedDirectory open() throws IOException {
    boolean log = !StoredLog.fileNames(files).isEmpty();
    if (!log
        && !files.exists(ControlFile.FILE_NAME)
        && !DiskManager.exists(files, config.pageSizeBytes())) {
      return create();
    }
    if (!files.exists(DiskManager.FILE_NAME)) {
      throw refused("its page file %s is gone".formatted(DiskManager.FILE_NAME));
    }
    DiskManager disk = DiskManager.open(files, config.pageSizeBytes(), sink, counters, readOnly);
    try {
      if (!log && !ControlFile.exists(files) && disk.fileBytes() <= disk.pageSizeBytes()) {
        return finishCreation(disk);
      }
      if (!files.exists(ControlFile.FILE_NAME)) {
        throw refused("its control file %s is gone".formatted(ControlFile.FILE_NAME));
      }
      return recover(disk);
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  private OpenedDirectory create() throws IOException {
    DiskManager disk = DiskManager.create(files, config.pageSizeBytes(), sink, counters, readOnly);
    try {
      return finishCreation(disk);
    } catch (IOException | RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  private OpenedDirectory finishCreation(DiskManager disk) throws IOException {
    files.syncDirectory();
    ControlFile.create(files, disk.storeId(), config.log().segmentBytes(), EventClock.nowMicros())
        .close();
    return recover(disk);
  }

  private OpenedDirectory recover(DiskManager disk) throws IOException {
    ControlFile control = ControlFile.open(files, disk.storeId());
    try {
      return recover(disk, control);
    } catch (IOException | RuntimeException e) {
      control.close();
      throw e;
    }
  }

  private OpenedDirectory recover(DiskManager disk, ControlFile control) throws IOException {
    tellOfSegmentSize(control.segmentBytes());
    Checkpoint last = control.newest();
    StoredLog stored =
        StoredLog.open(files, disk.storeId(), last, control.segmentBytes(), config.pageSizeBytes());
    try {
      stored.requireSound();
      disk.requirePages(last.pageCount());
      String lost = new NewerPages(disk, last.pageCount(), stored.pages()).than(stored.end());
      if (lost != null) {
        throw refused(lost);
      }
      RecoveryReport report = redo(disk, stored, last);
      if (last.sequence() == 0) {
        stored.makeFirstSegment();
      }
      begin(control, last, stored.end());
      WriteAheadLog log =
          stored.goOn(config.log(), last.generation() + 1, sink, counters, readOnly);
      return new OpenedDirectory(disk, log, new OpenedDirectory.Logged(log, control), report);
    } catch (IOException | RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /** Not refused: a directory must open without the option that it was made with. */
  private void tellOfSegmentSize(int stored) {
    int asked = config.log().segmentBytes();
    if (stored != asked) {
      LOG.log(
          Level.WARNING,
          "log files keep the %d bytes of this directory; log-segment-size %d is ignored"
              .formatted(stored, asked));
    }
  }

  private RecoveryReport redo(DiskManager disk, StoredLog stored, Checkpoint last)
      throws IOException {
    long start = System.nanoTime();
    stored.makeDurable();
    PageRedo redo = new PageRedo(disk, false);
    List<PageRedo.Part> parts = redo.parts(stored.pages());
    RecoveryProgress progress = new RecoveryProgress(stored.bytes() * parts.size());
    for (int i = 0; i < parts.size(); i++) {
      PageRedo.Part part = parts.get(i);
      long before = i * stored.bytes() - last.redoPoint();
      stored.replay(change -> {
        redo.apply(change, part);
        progress.reached(before + change.lsn());
      });
      redo.finishPart();
    }
    redo.finish(last.pageCount(), true);
    RecoveryReport report =
        new RecoveryReport(
            !last.clean(),
            stored.records(),
            stored.bytes(),
            redo.pagesWritten(),
            (System.nanoTime() - start) / 1_000,
            "");
    progress.done(report);
    return report;
  }

  /** Notes the new generation before anything is logged under it; what is to be redone stays. */
  private static void begin(ControlFile control, Checkpoint last, long end) throws IOException {
    control.write(
        new Checkpoint(
            0,
            last.generation() + 1,
            last.redoGeneration(),
            last.redoPoint(),
            end,
            last.pageCount(),
            false,
            last.takenMicros()));
  }

  private EngineException refused(String why) {
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            ("data directory %s was in use before, and %s: bring it back from a copy of the whole"
                    + " directory, open it with --read-only to read what is intact, or choose"
                    + " another directory")
                .formatted(files.directory(), why))
        .with("directory", files.directory().toString());
  }
}
