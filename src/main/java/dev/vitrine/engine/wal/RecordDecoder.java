package dev.vitrine.engine.wal;

import static dev.vitrine.engine.wal.LogLayout.I16;
import static dev.vitrine.engine.wal.LogLayout.I32;
import static dev.vitrine.engine.wal.LogLayout.I64;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads records back; what is not whole is no record. */
final class RecordDecoder {

  private RecordDecoder() {}

  /** The length that the bytes at the record's beginning claim; 0 when no record can begin so. */
  static int claimedLength(MemorySegment header, long position, int lengthMax) {
    int length = header.get(I32, LogLayout.RECORD_LENGTH_AT);
    return header.get(I64, LogLayout.RECORD_POSITION_AT) == position
            && length >= LogLayout.RECORD_HEADER_BYTES
            && length <= lengthMax
        ? length
        : 0;
  }

  /** Whether these bytes, as many as were claimed, are what was written. */
  static boolean intact(byte[] record, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(record, LogLayout.RECORD_HEADER_BYTES, length - LogLayout.RECORD_HEADER_BYTES);
    checksum.update(
        record,
        LogLayout.RECORD_LENGTH_AT,
        LogLayout.RECORD_HEADER_BYTES - LogLayout.RECORD_LENGTH_AT);
    return (int) checksum.getValue()
        == MemorySegment.ofArray(record).get(I32, LogLayout.RECORD_CHECKSUM_AT);
  }

  static long durable(MemorySegment record) {
    return record.get(I64, LogLayout.RECORD_DURABLE_AT);
  }

  static int generation(MemorySegment record) {
    return record.get(I32, LogLayout.RECORD_GENERATION_AT);
  }

  /** Takes an intact record apart; null when its parts do not add up, which no writer leaves. */
  static @Nullable LogRecord decode(MemorySegment record, int pageSizeBytes) {
    long position = record.get(I64, LogLayout.RECORD_POSITION_AT);
    int count = record.get(I32, LogLayout.RECORD_PAGES_AT);
    List<LoggedPage> pages = new ArrayList<>(Math.min(count, 16));
    long at = LogLayout.RECORD_HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      if (at + LogLayout.PAGE_HEADER_BYTES > record.byteSize()) {
        return null;
      }
      long header = at;
      int ranges = Short.toUnsignedInt(record.get(I16, header + LogLayout.PAGE_RANGES_AT));
      List<LoggedPage.Range> of = new ArrayList<>(ranges);
      at = ranges(record, header + LogLayout.PAGE_HEADER_BYTES, ranges, pageSizeBytes, of);
      if (at < 0) {
        return null;
      }
      pages.add(
          new LoggedPage(
              record.get(I64, header + LogLayout.PAGE_ID_AT),
              record.get(I16, header + LogLayout.PAGE_FORM_AT) == LogLayout.FORM_FULL,
              record.get(I64, header + LogLayout.PAGE_PREVIOUS_LSN_AT),
              of));
    }
    return new LogRecord(
        position, LogLayout.endOf(position, record.byteSize()), generation(record), pages);
  }

  /** Where the ranges end; -1 when they don't fit. */
  private static long ranges(
      MemorySegment record,
      long from,
      int count,
      int pageSizeBytes,
      List<LoggedPage.Range> ranges) {
    long at = from;
    for (int i = 0; i < count; i++) {
      if (at + LogLayout.RANGE_HEADER_BYTES > record.byteSize()) {
        return -1;
      }
      int offset = Short.toUnsignedInt(record.get(I16, at + LogLayout.RANGE_OFFSET_AT));
      int length =
          Short.toUnsignedInt(record.get(I16, at + LogLayout.RANGE_LENGTH_LESS_ONE_AT)) + 1;
      at += LogLayout.RANGE_HEADER_BYTES;
      if (at + length > record.byteSize() || offset + length > pageSizeBytes) {
        return -1;
      }
      ranges.add(new LoggedPage.Range(offset, record.asSlice(at, length)));
      at += length;
    }
    return at;
  }
}
