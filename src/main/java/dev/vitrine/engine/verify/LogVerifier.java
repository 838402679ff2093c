package dev.vitrine.engine.verify;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PageRedo;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.wal.Checkpoint;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.LogRecord;
import dev.vitrine.engine.wal.LoggedPage;
import dev.vitrine.engine.wal.StoredLog;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of a closed directory as a recovery would, without writing: control file, segments,
 * every record from the redo point on. What it has of pages is kept in memory, where the pages are
 * then read from. For one thread.
 */
final class LogVerifier {

  /** Every version is older: the log's end is not known. */
  static final long END_UNKNOWN = Long.MAX_VALUE;

  private final FileStore files;
  private final DiskManager disk;
  private final Findings findings;
  private final PageRedo redo;
  private final Set<Long> brokenPages = new HashSet<>();

  /** Allocation maps that the log has in full. */
  private final Set<Long> loggedMaps = new HashSet<>();

  LogVerifier(FileStore files, DiskManager disk, Findings findings) {
    this.files = files;
    this.disk = disk;
    this.findings = findings;
    this.redo = new PageRedo(disk, true);
  }

  /** Brings the pages to where the log says they are; the log's end, if it is known. */
  long replay() throws IOException {
    long pagesInFile = disk.fileBytes() / disk.pageSizeBytes();
    if (!files.exists(ControlFile.FILE_NAME)) {
      return withoutCheckpoint(pagesInFile, ControlFile.FILE_NAME + " is gone");
    }
    try (ControlFile control = ControlFile.open(files, disk.storeId())) {
      if (control.damagedBlocks() > 0) {
        findings.note(
            new Finding(
                FindingCode.CONTROL_BLOCK_DAMAGED,
                null,
                ControlFile.FILE_NAME,
                null,
                "one of its two blocks is damaged, the other is in force"));
      }
      return replay(control, pagesInFile);
    } catch (EngineException e) {
      return withoutCheckpoint(pagesInFile, String.valueOf(e.getMessage()));
    }
  }

  private long withoutCheckpoint(long pagesInFile, String why) {
    findings.file(FindingCode.CONTROL_FILE_WRONG, ControlFile.FILE_NAME, null, why);
    redo.finish(pagesInFile, false);
    return END_UNKNOWN;
  }

  private long replay(ControlFile control, long pagesInFile) throws IOException {
    Checkpoint last = control.newest();
    if (last.pageCount() > pagesInFile) {
      findings.file(
          FindingCode.PAGE_FILE_WRONG,
          DiskManager.FILE_NAME,
          disk.fileBytes(),
          "it was cut short: pages from %d to %d are gone"
              .formatted(pagesInFile, last.pageCount() - 1));
    }
    try (StoredLog log =
        StoredLog.open(files, disk.storeId(), last, control.segmentBytes(), disk.pageSizeBytes())) {
      tellDamage(log);
      log.replay(this::apply);
      redo.finishPart();
      redo.finish(Math.min(last.pageCount(), pagesInFile), true);
      showMapsMadeAnew(last.pageCount());
      tellRepaired();
      findings.log(log.records(), log.bytes());
      return log.damage() == null ? log.end() : END_UNKNOWN;
    }
  }

  private void tellDamage(StoredLog log) {
    String damage = log.damage();
    for (StoredLog.UnusableFile file : log.unusableFiles()) {
      if (damage == null) {
        findings.note(new Finding(FindingCode.LOG_FILE_UNUSED, null, file.name(), 0L, file.why()));
      } else {
        findings.file(FindingCode.LOG_FILE_WRONG, file.name(), 0L, file.why());
      }
    }
    if (damage != null) {
      findings.file(FindingCode.LOG_DAMAGED, log.endFile(), log.endOffset(), damage);
    }
  }

  private void apply(LogRecord change) {
    try {
      redo.apply(change, PageRedo.Part.ALL);
      change.pages().stream().map(LoggedPage::pageId).filter(this::isMap).forEach(loggedMaps::add);
    } catch (EngineException e) {
      long pageId =
          e.details().get("page_id") instanceof Long id ? id : change.pages().getFirst().pageId();
      if (brokenPages.add(pageId)) {
        findings.page(
            FindingCode.LOG_CHAIN_BROKEN,
            pageId,
            disk.pageSizeBytes(),
            String.valueOf(e.getMessage()));
      }
    }
  }

  private boolean isMap(long pageId) {
    return pageId > 0 && (pageId - 1) % disk.pagesOfMap() == 0;
  }

  /**
   * An allocation map that no checkpoint relies on yet, or that one had logged and was writing, may
   * be torn: recovery makes it anew, and so it is shown.
   */
  private void showMapsMadeAnew(long pageCount) {
    for (long mapPageId = 1; mapPageId < disk.idCount(); mapPageId += disk.pagesOfMap()) {
      if ((mapPageId >= pageCount || loggedMaps.contains(mapPageId)) && !intactInFile(mapPageId)) {
        MemorySegment page = disk.buffers().acquire();
        disk.storeMap(mapPageId, page);
        PageHeader.stamp(page, 0);
        disk.pending().put(mapPageId, page.toArray(ValueLayout.JAVA_BYTE));
        disk.buffers().release(page);
      }
    }
  }

  private boolean intactInFile(long pageId) {
    MemorySegment page = disk.buffers().acquire();
    try {
      disk.readFile(pageId, page);
      return PageDamage.of(pageId, page) == null;
    } catch (EngineException e) {
      return false;
    } finally {
      disk.buffers().release(page);
    }
  }

  private void tellRepaired() {
    for (long pageId : disk.pending().ids()) {
      String wrong = wrongInFile(pageId);
      if (wrong != null) {
        findings.note(
            new Finding(
                FindingCode.REPAIRED_BY_LOG,
                pageId,
                DiskManager.FILE_NAME,
                pageId * disk.pageSizeBytes(),
                "in the file, " + wrong + "; the log has it"));
      }
    }
  }

  private @Nullable String wrongInFile(long pageId) {
    MemorySegment page = disk.buffers().acquire();
    try {
      disk.readFile(pageId, page);
      PageDamage damage = PageDamage.of(pageId, page);
      return damage == null || PageVerifier.isZero(page) ? null : damage.text();
    } catch (EngineException e) {
      return String.valueOf(e.getMessage());
    } finally {
      disk.buffers().release(page);
    }
  }
}
