package dev.vitrine.engine.verify;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what a verification finds and counts. For one thread. */
final class Findings {

  private final long startNanos = System.nanoTime();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> notes = new ArrayList<>();
  private final Map<PageType, Long> pages = new EnumMap<>(PageType.class);
  private long findingCount;
  private long noteCount;
  private long pageBytes;
  private long logRecords;
  private long logBytes;

  void page(FindingCode code, long pageId, int pageSizeBytes, String text) {
    add(new Finding(code, pageId, DiskManager.FILE_NAME, pageId * pageSizeBytes, text));
  }

  void file(FindingCode code, String file, @Nullable Long position, String text) {
    add(new Finding(code, null, file, position, text));
  }

  void add(Finding finding) {
    findingCount++;
    if (findings.size() < VerificationReport.TOLD_MAX) {
      findings.add(finding);
    }
  }

  void note(Finding note) {
    noteCount++;
    if (notes.size() < VerificationReport.TOLD_MAX) {
      notes.add(note);
    }
  }

  void lookedAt(PageType type, int pageSizeBytes) {
    pages.merge(type, 1L, Long::sum);
    pageBytes += pageSizeBytes;
  }

  void log(long records, long bytes) {
    logRecords = records;
    logBytes = bytes;
  }

  long count() {
    return findingCount;
  }

  VerificationReport report() {
    return new VerificationReport(
        findingCount == 0,
        List.copyOf(findings),
        findingCount,
        List.copyOf(notes),
        noteCount,
        pages.entrySet().stream()
            .map(count ->
                new VerificationReport.PageTypeCount(count.getKey().label(), count.getValue()))
            .toList(),
        pageBytes,
        logRecords,
        logBytes,
        (System.nanoTime() - startNanos) / 1_000_000);
  }
}
