package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;

import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells a log that a crash cut off from one that lost something. A crash loses an end that was not
 * synced, and only that: what is missing below a position that the log itself, or the control file,
 * calls durable was there once and is damaged.
 */
final class LogDamage {

  private LogDamage() {}

  /** What is wrong; null when the log's end is one that a crash can leave. */
  static @Nullable String find(
      LogSegments segments,
      List<SegmentHeader.Wrong> wrong,
      Checkpoint checkpoint,
      LogScanner scanner,
      FileStore files)
      throws IOException {
    long end = scanner.position();
    for (SegmentHeader.Wrong segment : wrong) {
      if (segment.foreign()) {
        return "%s: %s".formatted(LogSegments.name(segment.number()), segment.why());
      }
      // What is given another name lies before the redo point.
      if (segment.says() != segment.number()
          && segment.says() >= segments.number(checkpoint.redoPoint())) {
        return "%s: %s, and the log still needs that one"
            .formatted(LogSegments.name(segment.number()), segment.why());
      }
    }
    if (end < checkpoint.end()) {
      return "it ends at %d, and was durable up to %d; %s"
          .formatted(end, checkpoint.end(), nearest(segments, wrong, end));
    }
    if (mustHaveSegment(segments, checkpoint, end)
        && !segments.ready().containsKey(segments.number(end))) {
      return nearest(segments, wrong, end);
    }
    String missing = missingSegment(segments, wrong, scanner);
    if (missing != null) {
      return missing;
    }
    for (SegmentHeader.Wrong segment : wrong) {
      if (segment.number() >= segments.number(end)
          && holdsRecords(files, segment.number(), segments.payloadBytes())) {
        return "%s: %s, and it holds records"
            .formatted(LogSegments.name(segment.number()), segment.why());
      }
    }
    return laterRecord(segments, scanner, end);
  }

  /** The first segment is there before a change is; the others are when something is in them. */
  private static boolean mustHaveSegment(LogSegments segments, Checkpoint checkpoint, long end) {
    return end == 0 ? checkpoint.sequence() > 0 : end % segments.payloadBytes() != 0;
  }

  /**
   * Segments are made and named one after the other, each stable before the next one, and before
   * the log has anything that reaches into it: a gap between them, or a record that ends behind the
   * last one that can be used, is a file that somebody took away or spoiled.
   */
  private static @Nullable String missingSegment(
      LogSegments segments, List<SegmentHeader.Wrong> wrong, LogScanner scanner) {
    long end = scanner.position();
    NavigableSet<Long> there = new TreeSet<>(segments.ready().keySet());
    wrong.forEach(segment -> there.add(segment.number()));
    long number = segments.number(end);
    while (there.contains(number)) {
      number++;
    }
    Long later = there.higher(number);
    if (later != null) {
      return "%s is missing, and %s is there"
          .formatted(LogSegments.name(number), LogSegments.name(later));
    }
    long readable = segments.readableFrom(end);
    return scanner.claimedEnd() > readable
        ? "%s, and a record that begins at %d reaches into it"
            .formatted(nearest(segments, wrong, readable), end)
        : null;
  }

  private static String nearest(LogSegments segments, List<SegmentHeader.Wrong> wrong, long end) {
    long number = segments.number(end);
    return wrong.stream()
        .filter(segment -> segment.number() == number)
        .map(segment -> LogSegments.name(number) + ": " + segment.why())
        .findFirst()
        .orElse(
            segments.ready().containsKey(number)
                ? "%s is damaged at byte %d"
                    .formatted(
                        LogSegments.name(number), BLOCK_BYTES + end % segments.payloadBytes())
                : LogSegments.name(number) + " is missing");
  }

  /** An intact record behind the end that was written when more than the end was durable. */
  private static @Nullable String laterRecord(LogSegments segments, LogScanner scanner, long end) {
    for (long number : segments.ready().tailMap(segments.number(end)).keySet()) {
      long first = Math.max(end, number * segments.payloadBytes());
      long last = (number + 1) * segments.payloadBytes() - LogLayout.RECORD_HEADER_BYTES;
      for (long place = first; place <= last; place += LogLayout.RECORD_ALIGNMENT) {
        long durable = scanner.durableToldAt(place);
        if (durable > end) {
          return "no record can be read at %d (%s), though the log was durable up to %d"
              .formatted(end, nearest(segments, List.of(), end), durable);
        }
      }
    }
    return null;
  }

  /** Whether something in a segment looks like a record of just this place in the log. */
  private static boolean holdsRecords(FileStore files, long number, long payloadBytes)
      throws IOException {
    try (StoreFile file = files.open(LogSegments.name(number));
        Arena arena = Arena.ofConfined()) {
      long length = Math.min(file.size() - BLOCK_BYTES, payloadBytes) & -BLOCK_BYTES;
      if (length <= 0) {
        return false;
      }
      MemorySegment payload = arena.allocate(length, BLOCK_BYTES);
      file.read(payload.asByteBuffer(), BLOCK_BYTES);
      long first = number * payloadBytes;
      for (long at = 0;
          at + LogLayout.RECORD_HEADER_BYTES <= length;
          at += LogLayout.RECORD_ALIGNMENT) {
        MemorySegment header = payload.asSlice(at, LogLayout.RECORD_HEADER_BYTES);
        if (RecordDecoder.claimedLength(header, first + at, Integer.MAX_VALUE) > 0) {
          return true;
        }
      }
      return false;
    }
  }
}
