package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;
import static dev.vitrine.engine.wal.LogLayout.RECORD_HEADER_BYTES;

import dev.vitrine.engine.file.IoErrors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a log one after the other, from a position where one begins, to the first
 * place where none does. For one thread; who writes meanwhile does so behind what is read.
 */
final class LogScanner implements AutoCloseable {

  private static final int WINDOW_BYTES = 4 << 20;
  private static final int SECTOR_BYTES = 512;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment window = arena.allocate(WINDOW_BYTES, BLOCK_BYTES);
  private final LogSegments segments;
  private final int pageSizeBytes;
  private final long readableUpTo;
  private long windowStart;
  private long windowEnd;
  private byte[] record = new byte[64 * 1024];
  private long position;
  private int generation;

  /** Begins at {@code position}; what a generation before this one wrote is not of this log. */
  LogScanner(LogSegments segments, long position, int generation, int pageSizeBytes) {
    this.segments = segments;
    this.pageSizeBytes = pageSizeBytes;
    this.position = position;
    this.generation = generation;
    this.readableUpTo = segments.readableFrom(position);
  }

  /**
   * The next record; null at the end of the log. Its bytes are good until the next call. {@code
   * io-failure}.
   */
  @Nullable LogRecord next() {
    long left = readableUpTo - position;
    if (left < RECORD_HEADER_BYTES || !fetch(position, RECORD_HEADER_BYTES)) {
      return null;
    }
    MemorySegment header = MemorySegment.ofArray(record).asSlice(0, RECORD_HEADER_BYTES);
    int length =
        RecordDecoder.claimedLength(header, position, (int) Math.min(left, Integer.MAX_VALUE - 8));
    int recordGeneration = RecordDecoder.generation(header);
    if (length == 0 || recordGeneration < generation || !fetch(position, length)) {
      return null;
    }
    if (!RecordDecoder.intact(record, length)) {
      return null;
    }
    LogRecord found =
        RecordDecoder.decode(MemorySegment.ofArray(record).asSlice(0, length), pageSizeBytes);
    if (found != null) {
      position = found.lsn();
      generation = recordGeneration;
    }
    return found;
  }

  /** Where the next record begins, or would. */
  long position() {
    return position;
  }

  /**
   * Where the record that begins at {@link #position} would end, by its header; -1 where none
   * begins. A header that lies in two sectors tells nothing: a crash may have written one of them.
   */
  long claimedEnd() {
    boolean oneSector = position % SECTOR_BYTES + RECORD_HEADER_BYTES <= SECTOR_BYTES;
    if (!oneSector
        || segments.readableFrom(position) - position < RECORD_HEADER_BYTES
        || !fetch(position, RECORD_HEADER_BYTES)) {
      return -1;
    }
    MemorySegment header = MemorySegment.ofArray(record).asSlice(0, RECORD_HEADER_BYTES);
    int length = RecordDecoder.claimedLength(header, position, Integer.MAX_VALUE - 8);
    return length == 0 || RecordDecoder.generation(header) < generation ? -1 : position + length;
  }

  /**
   * How far the log was durable when the record at a place was written; -1 where no intact one
   * begins.
   */
  long durableToldAt(long place) {
    if (!tellsPosition(place) || !fetch(place, RECORD_HEADER_BYTES)) {
      return -1;
    }
    MemorySegment header = MemorySegment.ofArray(record).asSlice(0, RECORD_HEADER_BYTES);
    long left = segments.readableFrom(place) - place;
    int length =
        RecordDecoder.claimedLength(header, place, (int) Math.min(left, Integer.MAX_VALUE - 8));
    if (length == 0
        || RecordDecoder.generation(header) < generation
        || !fetch(place, length)
        || !RecordDecoder.intact(record, length)) {
      return -1;
    }
    return RecordDecoder.durable(MemorySegment.ofArray(record));
  }

  /**
   * Whether the bytes of a place say that a record begins there: the cheap part of the question.
   */
  private boolean tellsPosition(long place) {
    long at = place + LogLayout.RECORD_POSITION_AT;
    if (at < windowStart || at + Long.BYTES > windowEnd) {
      fill(place);
      if (at + Long.BYTES > windowEnd) {
        return false;
      }
    }
    return window.get(LogLayout.I64, at - windowStart) == place;
  }

  /** Copies a part of the log into {@link #record}; false when it can't be read to its end. */
  private boolean fetch(long from, int length) {
    if (length > record.length) {
      record = new byte[Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8L, length * 2L))];
    }
    int copied = 0;
    while (copied < length) {
      long at = from + copied;
      if (at < windowStart || at >= windowEnd) {
        fill(at);
        if (at >= windowEnd) {
          return false;
        }
      }
      int part = (int) Math.min(length - copied, windowEnd - at);
      MemorySegment.copy(window, ValueLayout.JAVA_BYTE, at - windowStart, record, copied, part);
      copied += part;
    }
    return true;
  }

  private void fill(long at) {
    windowStart = LogLayout.blockBefore(at);
    windowEnd = Math.min(segments.readableFrom(windowStart), windowStart + WINDOW_BYTES);
    if (windowEnd <= windowStart) {
      return;
    }
    try {
      segments.read(window.asSlice(0, windowEnd - windowStart), windowStart);
    } catch (IOException e) {
      throw IoErrors.of("reading the log at " + windowStart, e);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
