package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;

import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.IoErrors;
import dev.vitrine.engine.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of the log: segment {@code n} holds the positions from {@code n * payload} on. A
 * segment has its full length and a stable header before a record is written to it, so that a sync
 * of the log has no more to do than to write data. Segments before the redo point become the next
 * ones. Blocking; thread-safe.
 */
final class LogSegments implements AutoCloseable {

  /** Prepared segments that wait behind the one in use. */
  private static final int SPARES_MAX = 2;

  private static final int CHUNK_BYTES = 1 << 20;

  private final FileStore files;
  private final SegmentHeader.Owner owner;
  private final long payloadBytes;
  private final ConcurrentSkipListMap<Long, StoreFile> ready = new ConcurrentSkipListMap<>();

  /** Segments exist, one after the other, up to this position. */
  private volatile long preparedUpTo;

  /**
   * Knows no segment yet.
   *
   * @param segmentBytes the length of each with its header, a multiple of {@link
   *     LogLayout#BLOCK_BYTES}
   */
  LogSegments(FileStore files, UUID storeId, int segmentBytes) {
    this.files = files;
    this.owner = new SegmentHeader.Owner(storeId, segmentBytes);
    this.payloadBytes = segmentBytes - (long) BLOCK_BYTES;
  }

  static String name(long number) {
    return "log-%010d.vtr".formatted(number);
  }

  long payloadBytes() {
    return payloadBytes;
  }

  long number(long position) {
    return position / payloadBytes;
  }

  /** Where the readable segments lie; for looking at a log that was just opened. */
  ConcurrentSkipListMap<Long, StoreFile> ready() {
    return ready;
  }

  /** Opens every segment whose header is right; what is wrong with the others. */
  List<SegmentHeader.Wrong> openExisting() throws IOException {
    List<SegmentHeader.Wrong> wrong = new ArrayList<>();
    for (String name : StoredLog.fileNames(files)) {
      long number = SegmentHeader.number(name);
      StoreFile file = files.open(name);
      String why = SegmentHeader.wrong(file, number, owner);
      if (why == null) {
        ready.put(number, file);
      } else {
        wrong.add(
            new SegmentHeader.Wrong(
                number, why, SegmentHeader.foreign(file, owner), SegmentHeader.says(file, owner)));
        file.close();
      }
    }
    return wrong;
  }

  /** Why the next opening could not use a segment that is in use now; null when it could. */
  @Nullable String wrong(long number) throws IOException {
    StoreFile file = ready.get(number);
    return file == null || !files.exists(name(number))
        ? "it is gone"
        : SegmentHeader.wrong(file, number, owner);
  }

  /** Begins to write at {@code end}: segments behind a gap after it are none of the log's. */
  synchronized void startAt(long end) throws IOException {
    long number = number(end);
    while (ready.containsKey(number)) {
      number++;
    }
    preparedUpTo = number * payloadBytes;
    for (StoreFile stray : ready.tailMap(number).values()) {
      stray.close();
    }
    ready.tailMap(number).clear();
  }

  /** How far the log can be read without a gap, from a position on. */
  long readableFrom(long position) {
    long number = number(position);
    while (ready.containsKey(number)) {
      number++;
    }
    return Math.max(position, number * payloadBytes);
  }

  /** Creates segments until there is room up to {@code position}; {@code disk-full}. */
  void prepare(long position) {
    while (preparedUpTo < position) {
      prepareNext(position);
    }
  }

  private synchronized void prepareNext(long position) {
    if (preparedUpTo >= position) {
      return;
    }
    long number = number(preparedUpTo);
    try {
      ready.put(number, create(number));
    } catch (IOException e) {
      throw IoErrors.of("creating the log segment " + name(number), e);
    }
    preparedUpTo = (number + 1) * payloadBytes;
  }

  private StoreFile create(long number) throws IOException {
    StoreFile file = files.open(name(number));
    try {
      fillWithZeros(file);
      SegmentHeader.write(file, number, owner);
      file.sync();
      files.syncDirectory();
      return file;
    } catch (IOException | RuntimeException e) {
      discard(file, number, e);
      throw e;
    }
  }

  /** A half-made file would only take room; what goes wrong with it is told with the failure. */
  private void discard(StoreFile file, long number, Exception failure) {
    try {
      file.close();
      files.delete(name(number));
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private void fillWithZeros(StoreFile file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment zeros =
          arena.allocate(Math.min(CHUNK_BYTES, owner.segmentBytes()), BLOCK_BYTES);
      for (long at = 0; at < owner.segmentBytes(); at += zeros.byteSize()) {
        long length = Math.min(zeros.byteSize(), owner.segmentBytes() - at);
        file.write(zeros.asSlice(0, length).asByteBuffer(), at);
      }
    }
  }

  /** Writes whole blocks; stable only after {@link #sync}. */
  void write(MemorySegment blocks, long position) throws IOException {
    forEachPart(
        blocks.byteSize(),
        position,
        (file, at, offset, length) ->
            file.write(blocks.asSlice(offset, length).asByteBuffer(), at));
  }

  void read(MemorySegment blocks, long position) throws IOException {
    forEachPart(
        blocks.byteSize(),
        position,
        (file, at, offset, length) -> file.read(blocks.asSlice(offset, length).asByteBuffer(), at));
  }

  /**
   * Writes again what is read there: after a sync that failed it may come from a cache that takes
   * it for written, so that the next sync would pass over it.
   */
  void rewrite(long from, long to) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment blocks = arena.allocate(CHUNK_BYTES, BLOCK_BYTES);
      long end = LogLayout.blockAfter(to);
      for (long at = LogLayout.blockBefore(from); at < end; at += CHUNK_BYTES) {
        MemorySegment part = blocks.asSlice(0, Math.min(CHUNK_BYTES, end - at));
        read(part, at);
        write(part, at);
      }
    }
  }

  /** Makes what was written from one position to another stable. */
  void sync(long from, long to) throws IOException {
    for (StoreFile file : ready.subMap(number(from), true, number(to - 1), true).values()) {
      file.syncData();
    }
  }

  /** Gives away what lies before the redo point; the checkpoint that says so is stable. */
  synchronized void recycle(long redoPoint, long end) {
    for (long number : ready.headMap(number(redoPoint)).keySet()) {
      StoreFile file = ready.remove(number);
      try {
        if (file != null) {
          file.close();
        }
        // If somebody removed it, no harm was done: this checkpoint makes it needless.
        if (files.exists(name(number))) {
          giveAway(number, end);
        }
      } catch (IOException e) {
        throw IoErrors.of("recycling the log segment " + name(number), e);
      }
    }
  }

  private void giveAway(long number, long end) throws IOException {
    if (preparedUpTo - end < SPARES_MAX * payloadBytes) {
      reuse(number);
    } else {
      files.delete(name(number));
    }
  }

  private void reuse(long number) throws IOException {
    long next = number(preparedUpTo);
    if (files.exists(name(next))) {
      files.delete(name(next));
    }
    files.rename(name(number), name(next));
    files.syncDirectory();
    StoreFile file = files.open(name(next));
    try {
      SegmentHeader.write(file, next, owner);
      file.sync();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    ready.put(next, file);
    preparedUpTo = (next + 1) * payloadBytes;
  }

  long preparedUpTo() {
    return preparedUpTo;
  }

  int count() {
    return ready.size();
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (StoreFile file : ready.values()) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    ready.clear();
    if (failure != null) {
      throw failure;
    }
  }

  private interface Part {
    void at(StoreFile file, long place, long offset, long length) throws IOException;
  }

  private void forEachPart(long byteSize, long position, Part part) throws IOException {
    long offset = 0;
    while (offset < byteSize) {
      long at = position + offset;
      StoreFile file = ready.get(number(at));
      if (file == null) {
        throw new IOException("there is no log segment for position " + at);
      }
      long inPayload = at % payloadBytes;
      long length = Math.min(byteSize - offset, payloadBytes - inPayload);
      part.at(file, BLOCK_BYTES + inPayload, offset, length);
      offset += length;
    }
  }
}
