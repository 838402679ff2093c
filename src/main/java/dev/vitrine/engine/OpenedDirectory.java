package dev.vitrine.engine;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.WriteAheadLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What works on an open data directory.
 *
 * @param logged null when the directory is open for reading only
 */
record OpenedDirectory(
    DiskManager disk, ChangeLog log, @Nullable Logged logged, RecoveryReport recovery)
    implements AutoCloseable {

  /** The log, and the file that says where to begin to read it. */
  record Logged(WriteAheadLog log, ControlFile control) {}

  @Override
  public void close() throws IOException {
    try (disk) {
      if (logged != null) {
        try (ControlFile _ = logged.control;
            WriteAheadLog _ = logged.log) {
          // Closed in this order: log, control file, page file.
        }
      }
    }
  }
}
