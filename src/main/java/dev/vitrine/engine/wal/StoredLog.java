package dev.vitrine.engine.wal;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log as the last life of the engine left it: read to its end, and looked at for damage, before
 * a page is touched. For one thread.
 */
public final class StoredLog implements AutoCloseable {

  /** A file with a name of the log's that can't be used as it is. */
  public record UnusableFile(String name, String why) {}

  private final LogSegments segments;
  private final List<UnusableFile> unusableFiles;
  private final Checkpoint checkpoint;
  private final int pageSizeBytes;
  private final long end;
  private final long records;

  /** The pages that the changes after the checkpoint are of. */
  private final BitSet pages;

  private final @Nullable String damage;

  private StoredLog(
      LogSegments segments,
      List<UnusableFile> unusableFiles,
      Checkpoint checkpoint,
      int pageSizeBytes,
      long end,
      long records,
      BitSet pages,
      @Nullable String damage) {
    this.segments = segments;
    this.unusableFiles = unusableFiles;
    this.checkpoint = checkpoint;
    this.pageSizeBytes = pageSizeBytes;
    this.end = end;
    this.records = records;
    this.pages = pages;
    this.damage = damage;
  }

  /** The names of the log's files. */
  public static List<String> fileNames(FileStore files) throws IOException {
    return files.list().stream().filter(SegmentHeader::isName).sorted().toList();
  }

  /** Reads the log from the checkpoint on; {@code io-failure}. */
  public static StoredLog open(
      FileStore files, UUID storeId, Checkpoint checkpoint, int segmentBytes, int pageSizeBytes)
      throws IOException {
    LogSegments segments = new LogSegments(files, storeId, segmentBytes);
    try {
      List<SegmentHeader.Wrong> wrong = segments.openExisting();
      try (LogScanner scanner = scanner(segments, checkpoint, pageSizeBytes)) {
        long records = 0;
        BitSet pages = new BitSet();
        LogRecord record;
        while ((record = scanner.next()) != null) {
          records++;
          record.pages().forEach(page -> pages.set(Math.toIntExact(page.pageId())));
        }
        long end = scanner.position();
        String damage = LogDamage.find(segments, wrong, checkpoint, scanner, files);
        return new StoredLog(
            segments, unusable(wrong), checkpoint, pageSizeBytes, end, records, pages, damage);
      }
    } catch (IOException | RuntimeException e) {
      segments.close();
      throw e;
    }
  }

  private static LogScanner scanner(
      LogSegments segments, Checkpoint checkpoint, int pageSizeBytes) {
    return new LogScanner(
        segments, checkpoint.redoPoint(), checkpoint.redoGeneration(), pageSizeBytes);
  }

  private static List<UnusableFile> unusable(List<SegmentHeader.Wrong> wrong) {
    return wrong.stream()
        .map(segment -> new UnusableFile(LogSegments.name(segment.number()), segment.why()))
        .toList();
  }

  /** Whether a file of this name is one of the log's. */
  public static boolean isFileName(String name) {
    return SegmentHeader.isName(name);
  }

  /** Files of the log that hold nothing of it, or should and don't. */
  public List<UnusableFile> unusableFiles() {
    return unusableFiles;
  }

  /** The file that the log ends in. */
  public String endFile() {
    return LogSegments.name(segments.number(end));
  }

  /** Where in {@link #endFile} the log ends. */
  public long endOffset() {
    return LogLayout.BLOCK_BYTES + end % segments.payloadBytes();
  }

  /** What can't be explained by a crash, for people; null when there is nothing of the kind. */
  public @Nullable String damage() {
    return damage;
  }

  /** {@code data-directory} when the log is damaged. */
  public void requireSound() {
    if (damage != null) {
      throw new EngineException(
              ErrorCode.DATA_DIRECTORY,
              "the log is damaged: "
                  + damage
                  + ". Going on would lose acknowledged changes. Bring the file back from a copy"
                  + " of the whole directory, or open the directory with --read-only to read what"
                  + " is intact")
          .with("log_position", end);
    }
  }

  /**
   * Makes what was read stable: after a process was killed it may be with the operating system
   * only, and a page must not be newer on the device than its log.
   */
  public void makeDurable() throws IOException {
    if (end > checkpoint.redoPoint()) {
      segments.rewrite(Math.max(checkpoint.redoPoint(), checkpoint.end()), end);
      segments.sync(checkpoint.redoPoint(), end);
    }
  }

  /** Makes the first segment of a log that has none, stable when this returns. */
  public void makeFirstSegment() throws IOException {
    segments.startAt(end);
    segments.prepare(end + 1);
  }

  /** Changes after the checkpoint. */
  public long records() {
    return records;
  }

  /** The pages that these are of. */
  public BitSet pages() {
    return pages;
  }

  /** Bytes of log after the checkpoint. */
  public long bytes() {
    return end - checkpoint.redoPoint();
  }

  public long end() {
    return end;
  }

  /** Hands over every change after the checkpoint, in order; each is good during its call only. */
  public void replay(Consumer<LogRecord> redo) {
    try (LogScanner scanner = scanner(segments, checkpoint, pageSizeBytes)) {
      LogRecord record;
      while ((record = scanner.next()) != null) {
        redo.accept(record);
      }
    }
  }

  /** The log that goes on after this one's end, and takes over its files. */
  public WriteAheadLog goOn(
      LogConfig config,
      int generation,
      EventSink sink,
      HotCounters counters,
      ReadOnlySwitch readOnly)
      throws IOException {
    segments.startAt(end);
    LogStart start = new LogStart(checkpoint.redoPoint(), end, generation);
    return new WriteAheadLog(segments, config, start, sink, new LogMeter(sink, counters), readOnly);
  }

  @Override
  public void close() throws IOException {
    segments.close();
  }
}
