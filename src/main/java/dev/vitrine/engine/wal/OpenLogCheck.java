package dev.vitrine.engine.wal;

import dev.vitrine.engine.error.EngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a recovery would read of a log if it came now, while others write to it. What a
 * checkpoint gives away meanwhile is not needed any more, whatever could be read of it. For one
 * thread.
 */
final class OpenLogCheck {

  private final LogSegments segments;
  private final LongSupplier redoPoint;
  private final int generation;
  private final int pageSizeBytes;
  private final List<StoredLog.UnusableFile> unusable = new ArrayList<>();
  private long records;
  private long bytes;

  /**
   * @param redoPoint where a recovery would begin now; moves before segments are given away
   * @param generation of every record from there on
   */
  OpenLogCheck(LogSegments segments, LongSupplier redoPoint, int generation, int pageSizeBytes) {
    this.segments = segments;
    this.redoPoint = redoPoint;
    this.generation = generation;
    this.pageSizeBytes = pageSizeBytes;
  }

  /** Reads up to {@code end}, where a record ends and which is durable. */
  LogCheck upTo(long end) {
    long at = redoPoint.getAsLong();
    for (long number = segments.number(at); number * segments.payloadBytes() < end; number++) {
      lookAtFile(number);
    }
    LogCheck.Damage damage = null;
    while (at < end && damage == null) {
      Stop stop = read(at, end);
      bytes += stop.position - at;
      at = Math.max(stop.position, redoPoint.getAsLong());
      if (at == stop.position && at < end) {
        damage = damage(stop);
      }
    }
    return new LogCheck(records, bytes, List.copyOf(unusable), damage);
  }

  /**
   * Where reading came to an end, and why, if there is more to say than that no record is there.
   */
  private record Stop(long position, @Nullable String why) {}

  private Stop read(long from, long end) {
    try (LogScanner scanner = new LogScanner(segments, from, generation, pageSizeBytes)) {
      try {
        while (scanner.position() < end && scanner.next() != null) {
          records++;
        }
        return new Stop(scanner.position(), null);
      } catch (EngineException e) {
        return new Stop(scanner.position(), e.getMessage());
      }
    }
  }

  private LogCheck.Damage damage(Stop stop) {
    String why = stop.why == null ? "no record can be read there, and one was durable" : stop.why;
    return new LogCheck.Damage(
        LogSegments.name(segments.number(stop.position)),
        LogLayout.BLOCK_BYTES + stop.position % segments.payloadBytes(),
        why);
  }

  private void lookAtFile(long number) {
    String why;
    try {
      why = segments.wrong(number);
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    if (why != null && number >= segments.number(redoPoint.getAsLong())) {
      unusable.add(new StoredLog.UnusableFile(LogSegments.name(number), why));
    }
  }
}
