package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.BLOCK_BYTES;
import static dev.vitrine.engine.wal.LogLayout.I32;
import static dev.vitrine.engine.wal.LogLayout.I64;

import dev.vitrine.engine.file.StoreFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The first block of a log segment: whose it is, and which part of the log it holds. */
final class SegmentHeader {

  /** Whose segments these are, and how long each is. */
  record Owner(UUID storeId, int segmentBytes) {}

  /**
   * A segment that can't be used as it is.
   *
   * @param foreign whether it is certainly not a segment of this store and program
   * @param says the number that an intact header of this store has; -1 when there is none
   */
  record Wrong(long number, String why, boolean foreign, long says) {}

  private static final Pattern NAME = Pattern.compile("log-\\d{10,18}\\.vtr");

  private SegmentHeader() {}

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static long number(String name) {
    return Long.parseLong(name, "log-".length(), name.length() - ".vtr".length(), 10);
  }

  static void write(StoreFile file, long number, Owner owner) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = arena.allocate(BLOCK_BYTES, BLOCK_BYTES);
      block.set(I32, LogLayout.SEGMENT_MAGIC_AT, LogLayout.SEGMENT_MAGIC);
      block.set(I32, LogLayout.SEGMENT_VERSION_AT, LogLayout.FORMAT_VERSION);
      block.set(I32, LogLayout.SEGMENT_BYTES_AT, owner.segmentBytes);
      block.set(I64, LogLayout.SEGMENT_STORE_ID_AT, owner.storeId.getMostSignificantBits());
      block.set(
          I64, LogLayout.SEGMENT_STORE_ID_AT + Long.BYTES, owner.storeId.getLeastSignificantBits());
      block.set(I64, LogLayout.SEGMENT_NUMBER_AT, number);
      block.set(I32, LogLayout.SEGMENT_CHECKSUM_AT, checksum(block));
      file.write(block.asByteBuffer(), 0);
    }
  }

  /** Why a file is not this segment; null when it is. */
  static @Nullable String wrong(StoreFile file, long number, Owner owner) throws IOException {
    if (file.size() < owner.segmentBytes) {
      return "it has %d bytes, not %d".formatted(file.size(), owner.segmentBytes);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = read(arena, file);
      if (block.get(I32, LogLayout.SEGMENT_MAGIC_AT) != LogLayout.SEGMENT_MAGIC) {
        return "it does not begin like a log segment of Vitrine";
      }
      if (block.get(I32, LogLayout.SEGMENT_CHECKSUM_AT) != checksum(block)) {
        return "its header is damaged";
      }
      if (block.get(I32, LogLayout.SEGMENT_VERSION_AT) != LogLayout.FORMAT_VERSION) {
        return "it has format version %d, this program reads version %d"
            .formatted(block.get(I32, LogLayout.SEGMENT_VERSION_AT), LogLayout.FORMAT_VERSION);
      }
      if (!storeId(block).equals(owner.storeId)) {
        return "it belongs to the store %s, the pages to %s"
            .formatted(storeId(block), owner.storeId);
      }
      return block.get(I64, LogLayout.SEGMENT_NUMBER_AT) == number
          ? null
          : "its header says that it is segment " + block.get(I64, LogLayout.SEGMENT_NUMBER_AT);
    }
  }

  /** Whether a header is intact and says that the file is another store's or version's. */
  static boolean foreign(StoreFile file, Owner owner) throws IOException {
    if (file.size() < BLOCK_BYTES) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = read(arena, file);
      return block.get(I32, LogLayout.SEGMENT_MAGIC_AT) == LogLayout.SEGMENT_MAGIC
          && block.get(I32, LogLayout.SEGMENT_CHECKSUM_AT) == checksum(block)
          && (block.get(I32, LogLayout.SEGMENT_VERSION_AT) != LogLayout.FORMAT_VERSION
              || !storeId(block).equals(owner.storeId));
    }
  }

  /** The number in a header that is intact and this store's; else -1. */
  static long says(StoreFile file, Owner owner) throws IOException {
    if (file.size() < BLOCK_BYTES || foreign(file, owner)) {
      return -1;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment block = read(arena, file);
      boolean intact =
          block.get(I32, LogLayout.SEGMENT_MAGIC_AT) == LogLayout.SEGMENT_MAGIC
              && block.get(I32, LogLayout.SEGMENT_CHECKSUM_AT) == checksum(block);
      return intact ? block.get(I64, LogLayout.SEGMENT_NUMBER_AT) : -1;
    }
  }

  private static MemorySegment read(Arena arena, StoreFile file) throws IOException {
    MemorySegment block = arena.allocate(BLOCK_BYTES, BLOCK_BYTES);
    file.read(block.asByteBuffer(), 0);
    return block;
  }

  private static UUID storeId(MemorySegment block) {
    return new UUID(
        block.get(I64, LogLayout.SEGMENT_STORE_ID_AT),
        block.get(I64, LogLayout.SEGMENT_STORE_ID_AT + Long.BYTES));
  }

  /** CRC32C of the header's fields, the checksum itself taken as zero. */
  private static int checksum(MemorySegment block) {
    byte[] fields = block.asSlice(0, LogLayout.SEGMENT_HEADER_BYTES).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment.ofArray(fields).set(I32, LogLayout.SEGMENT_CHECKSUM_AT, 0);
    CRC32C checksum = new CRC32C();
    checksum.update(fields);
    return (int) checksum.getValue();
  }
}
