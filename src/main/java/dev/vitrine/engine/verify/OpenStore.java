package dev.vitrine.engine.verify;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.LogCheck;
import dev.vitrine.engine.wal.WriteAheadLog;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The store of a running engine, seen while others work on it: what the next opening needs of its
 * files, then its pages. Changes nothing. Thread-safe.
 */
public final class OpenStore {

  private final FileStore files;
  private final DiskManager disk;
  private final @Nullable WriteAheadLog log;
  private final @Nullable ControlFile control;
  private final StorageVerifier pages;

  /**
   * @param log null when the store is open for reading only, as {@code control}
   */
  public OpenStore(
      FileStore files,
      DiskManager disk,
      @Nullable WriteAheadLog log,
      @Nullable ControlFile control,
      StorageVerifier pages) {
    this.files = files;
    this.disk = disk;
    this.log = log;
    this.control = control;
    this.pages = pages;
  }

  /** Looks at all there is; {@link CancellationException} when the watch says so. */
  public VerificationReport verify(VerificationWatch watch) {
    Findings findings = new Findings();
    verifyNames(findings);
    if (control != null) {
      verifyControl(control, findings);
    }
    if (log != null) {
      verifyLog(log.check(disk.pageSizeBytes()), findings);
    }
    pages.verify(findings, watch);
    return findings.report();
  }

  /** Of a file that is gone only what is open still shows. */
  private void verifyNames(Findings findings) {
    try {
      if (!files.exists(DiskManager.FILE_NAME)) {
        findings.file(FindingCode.PAGE_FILE_WRONG, DiskManager.FILE_NAME, null, "it is gone");
      }
    } catch (IOException e) {
      findings.file(FindingCode.PAGE_FILE_WRONG, DiskManager.FILE_NAME, null, text(e));
    }
  }

  private void verifyControl(ControlFile file, Findings findings) {
    String wrong;
    try {
      wrong = file.wrong(files);
    } catch (IOException e) {
      wrong = text(e);
    }
    if (wrong != null) {
      findings.file(FindingCode.CONTROL_FILE_WRONG, ControlFile.FILE_NAME, null, wrong);
    }
  }

  private static void verifyLog(LogCheck check, Findings findings) {
    check
        .unusableFiles()
        .forEach(file -> findings.file(FindingCode.LOG_FILE_WRONG, file.name(), 0L, file.why()));
    LogCheck.Damage damage = check.damage();
    if (damage != null) {
      findings.file(FindingCode.LOG_DAMAGED, damage.file(), damage.offset(), damage.why());
    }
    findings.log(check.records(), check.bytes());
  }

  private static String text(IOException e) {
    return String.valueOf(e.getMessage());
  }
}
