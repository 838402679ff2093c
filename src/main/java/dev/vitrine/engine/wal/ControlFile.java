package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;
import static dev.vitrine.engine.wal.LogLayout.I32;
import static dev.vitrine.engine.wal.LogLayout.I64;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The newest checkpoint, in two blocks that are written in turn: a write that a crash tears leaves
 * the other one, which is as good, as long as the log it points to is not given away before the
 * write is stable. Blocking; thread-safe.
 */
public final class ControlFile implements AutoCloseable {

  public static final String FILE_NAME = "control.vtr";

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 4;
  static final int CHECKSUM_AT = 8;
  static final int SEGMENT_BYTES_AT = 12;
  static final int STORE_ID_AT = 16;
  static final int SEQUENCE_AT = 32;
  static final int REDO_POINT_AT = 40;
  static final int END_AT = 48;
  static final int PAGE_COUNT_AT = 56;
  static final int TAKEN_AT = 64;
  static final int GENERATION_AT = 72;
  static final int REDO_GENERATION_AT = 76;
  static final int CLEAN_AT = 80;
  static final int CONTROL_BYTES = 88;

  private static final int SLOTS = 2;

  private final StoreFile file;
  private final UUID storeId;
  private final int segmentBytes;
  private final int damagedBlocks;
  private Checkpoint newest;

  private ControlFile(
      StoreFile file, UUID storeId, int segmentBytes, int damagedBlocks, Checkpoint newest) {
    this.file = file;
    this.storeId = storeId;
    this.segmentBytes = segmentBytes;
    this.damagedBlocks = damagedBlocks;
    this.newest = newest;
  }

  /** Makes the file of a new data directory; the log begins at position 0. */
  public static ControlFile create(FileStore files, UUID storeId, int segmentBytes, long nowMicros)
      throws IOException {
    StoreFile file = files.open(FILE_NAME);
    Checkpoint first = new Checkpoint(0, 0, 0, 0, 0, 1, true, nowMicros);
    ControlFile control = new ControlFile(file, storeId, segmentBytes, 0, first);
    try {
      for (int slot = 0; slot < SLOTS; slot++) {
        control.writeSlot(slot, first);
      }
      file.sync();
      files.syncDirectory();
      return control;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Whether there is a file with a checkpoint in it; not where making it was cut short. */
  public static boolean exists(FileStore files) throws IOException {
    if (!files.exists(FILE_NAME)) {
      return false;
    }
    try (StoreFile file = files.open(FILE_NAME);
        Arena arena = Arena.ofConfined()) {
      return file.size() >= (long) SLOTS * BLOCK_BYTES && newestSlot(slots(file, arena)) != null;
    }
  }

  /** Reads the file; {@code data-directory} when it is not there or can't be trusted. */
  public static ControlFile open(FileStore files, UUID storeId) throws IOException {
    if (!files.exists(FILE_NAME)) {
      throw refused("it is gone");
    }
    StoreFile file = files.open(FILE_NAME);
    try (Arena arena = Arena.ofConfined()) {
      long length = (long) SLOTS * BLOCK_BYTES;
      if (file.size() < length) {
        throw refused("it has %d bytes, not %d".formatted(file.size(), length));
      }
      MemorySegment slots = slots(file, arena);
      MemorySegment best = newestSlot(slots);
      if (best == null) {
        throw refused("neither of its two blocks is intact");
      }
      requireOurs(best, storeId);
      return new ControlFile(
          file, storeId, best.get(I32, SEGMENT_BYTES_AT), damagedSlots(slots), checkpoint(best));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  public synchronized Checkpoint newest() {
    return newest;
  }

  /** Blocks that were not intact when the file was opened: 0, or 1 after a torn write. */
  public int damagedBlocks() {
    return damagedBlocks;
  }

  /** The size of the log's segments, fixed when the directory was made. */
  public int segmentBytes() {
    return segmentBytes;
  }

  /** Makes a checkpoint the newest, stable when this returns; its sequence is given here. */
  public synchronized void write(Checkpoint next) throws IOException {
    Checkpoint numbered =
        new Checkpoint(
            newest.sequence() + 1,
            next.generation(),
            next.redoGeneration(),
            next.redoPoint(),
            next.end(),
            next.pageCount(),
            next.clean(),
            next.takenMicros());
    writeSlot((int) (numbered.sequence() % SLOTS), numbered);
    file.syncData();
    newest = numbered;
  }

  /**
   * What the next opening would find in the file's place: null when it is this file and the newest
   * checkpoint is in it.
   */
  public synchronized @Nullable String wrong(FileStore files) throws IOException {
    try (ControlFile stored = open(files, storeId)) {
      if (stored.newest.sequence() != newest.sequence()) {
        return "it has checkpoint %d, the newest is %d"
            .formatted(stored.newest.sequence(), newest.sequence());
      }
      return null;
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void writeSlot(int slot, Checkpoint checkpoint) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(BLOCK_BYTES, BLOCK_BYTES);
      block.set(I32, MAGIC_AT, LogLayout.CONTROL_MAGIC);
      block.set(I32, VERSION_AT, LogLayout.FORMAT_VERSION);
      block.set(I32, SEGMENT_BYTES_AT, segmentBytes);
      block.set(I64, STORE_ID_AT, storeId.getMostSignificantBits());
      block.set(I64, STORE_ID_AT + Long.BYTES, storeId.getLeastSignificantBits());
      block.set(I64, SEQUENCE_AT, checkpoint.sequence());
      block.set(I64, REDO_POINT_AT, checkpoint.redoPoint());
      block.set(I64, END_AT, checkpoint.end());
      block.set(I64, PAGE_COUNT_AT, checkpoint.pageCount());
      block.set(I64, TAKEN_AT, checkpoint.takenMicros());
      block.set(I32, GENERATION_AT, checkpoint.generation());
      block.set(I32, REDO_GENERATION_AT, checkpoint.redoGeneration());
      block.set(I32, CLEAN_AT, checkpoint.clean() ? 1 : 0);
      block.set(I32, CHECKSUM_AT, checksum(block));
      file.write(block.asByteBuffer(), (long) slot * BLOCK_BYTES);
    }
  }

  private static Checkpoint checkpoint(MemorySegment block) {
    return new Checkpoint(
        block.get(I64, SEQUENCE_AT),
        block.get(I32, GENERATION_AT),
        block.get(I32, REDO_GENERATION_AT),
        block.get(I64, REDO_POINT_AT),
        block.get(I64, END_AT),
        block.get(I64, PAGE_COUNT_AT),
        block.get(I32, CLEAN_AT) != 0,
        block.get(I64, TAKEN_AT));
  }

  private static MemorySegment slots(StoreFile file, Arena arena) throws IOException {
    MemorySegment slots = arena.allocate((long) SLOTS * BLOCK_BYTES, BLOCK_BYTES);
    file.read(slots.asByteBuffer(), 0);
    return slots;
  }

  private static @Nullable MemorySegment newestSlot(MemorySegment slots) {
    return slots
        .elements(MemoryLayout.sequenceLayout(BLOCK_BYTES, ValueLayout.JAVA_BYTE))
        .filter(ControlFile::intact)
        .max(Comparator.comparingLong(slot -> slot.get(I64, SEQUENCE_AT)))
        .orElse(null);
  }

  private static int damagedSlots(MemorySegment slots) {
    return (int)
        slots
            .elements(MemoryLayout.sequenceLayout(BLOCK_BYTES, ValueLayout.JAVA_BYTE))
            .filter(slot -> !intact(slot))
            .count();
  }

  private static boolean intact(MemorySegment block) {
    return block.get(I32, MAGIC_AT) == LogLayout.CONTROL_MAGIC
        && block.get(I32, CHECKSUM_AT) == checksum(block);
  }

  private static void requireOurs(MemorySegment block, UUID storeId) {
    if (block.get(I32, VERSION_AT) != LogLayout.FORMAT_VERSION) {
      throw refused(
          "it has format version %d, this program reads version %d"
              .formatted(block.get(I32, VERSION_AT), LogLayout.FORMAT_VERSION));
    }
    UUID stored = new UUID(block.get(I64, STORE_ID_AT), block.get(I64, STORE_ID_AT + Long.BYTES));
    if (!stored.equals(storeId)) {
      throw refused("it belongs to the store %s, the pages to %s".formatted(stored, storeId));
    }
  }

  /** CRC32C of the block's fields, the checksum itself taken as zero. */
  private static int checksum(MemorySegment block) {
    byte[] fields = block.asSlice(0, CONTROL_BYTES).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment.ofArray(fields).set(I32, CHECKSUM_AT, 0);
    CRC32C checksum = new CRC32C();
    checksum.update(fields);
    return (int) checksum.getValue();
  }

  private static EngineException refused(String why) {
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            ("the control file %s can't be used: %s. Bring it back from a copy of the whole"
                    + " directory, or open the directory with --read-only to read what is intact")
                .formatted(FILE_NAME, why))
        .with("file", FILE_NAME);
  }
}
