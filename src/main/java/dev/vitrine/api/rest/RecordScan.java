package dev.vitrine.api.rest;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.engine.RecordOperations;
import dev.vitrine.engine.RecordPage;
import dev.vitrine.engine.ScanRange;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A scan of a record file, one part at a time.
 *
 * @param limit the most records of all parts together; null for no limit
 * @param base64 whether text is not to be told as text
 */
record RecordScan(
    RecordOperations records,
    EngineCalls calls,
    String file,
    @Nullable Integer limit,
    boolean base64) {

  /**
   * A part that was read.
   *
   * @param before records of the parts before it
   */
  record Part(RecordPage page, long before) {

    long upToHere() {
      return before + page.records().size();
    }
  }

  /** The first part of the range, of at most {@code size} records. */
  Mono<Part> first(ScanRange range, int size) {
    return read(range, size, 0);
  }

  /** The part after this one; empty at the end of the range or the limit. */
  Mono<Part> after(Part part, int size) {
    ScanRange next = part.page().next();
    long left = limit == null ? size : limit - part.upToHere();
    return next == null || left <= 0
        ? Mono.empty()
        : read(next, (int) Math.min(size, left), part.upToHere());
  }

  List<RecordEntryView> entries(Part part) {
    return part.page().records().stream().map(it -> RecordEntryView.of(it, base64)).toList();
  }

  private Mono<Part> read(ScanRange range, int size, long before) {
    return calls.call(() -> {
      int most = Math.min(size, records.recordLimits().scanRecordsMax());
      return new Part(records.scanRecords(file, range, most), before);
    });
  }
}
