package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.btree.TreeReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Record files in tests: text keys, whole scans, and the check at the end. */
final class RecordFiles {

  private RecordFiles() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] bytes(int length) {
    return new byte[length];
  }

  /** Everything in a range, by parts of at most {@code limit} records. */
  static List<KeyValue> scan(
      RecordOperations records,
      String file,
      byte @Nullable [] start,
      byte @Nullable [] end,
      boolean descending,
      int limit) {
    List<KeyValue> all = new ArrayList<>();
    ScanRange range = new ScanRange(start, end, descending);
    while (range != null) {
      RecordPage part = records.scanRecords(file, range, limit);
      assertThat(part.records().size()).isLessThanOrEqualTo(limit);
      all.addAll(part.records());
      range = part.next();
    }
    return all;
  }

  /** Every file is sound, and has all pages of the engine but those of other owners. */
  static void check(StorageEngine engine) {
    List<TreeReport> reports = engine.checkRecordFiles();
    BitSet reached = new BitSet();
    for (TreeReport report : reports) {
      assertThat(report.violations()).as("file %s", report.name()).isEmpty();
      assertThat(report.dropped()).isFalse();
      assertThat(reached.intersects(report.pages())).as("pages of two files").isFalse();
      reached.or(report.pages());
    }
    assertThat(reached).isEqualTo(treePages(engine));
  }

  /** The pages that say they belong to a record file. */
  private static BitSet treePages(StorageEngine engine) {
    BitSet pages = new BitSet();
    long after = -1;
    do {
      PageListing listing = engine.pages().listPages(after, 1000);
      for (PageSummary page : listing.items()) {
        if (page.type().startsWith("tree-") || page.type().equals("record-file")) {
          pages.set((int) page.pageId());
        }
      }
      after = listing.nextAfter();
    } while (after >= 0);
    return pages;
  }

  static void checkAndClose(StorageEngine engine) {
    check(engine);
    SmallEngine.verifyAndClose(engine);
  }
}
