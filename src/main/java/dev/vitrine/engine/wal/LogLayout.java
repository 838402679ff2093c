package dev.vitrine.engine.wal;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where everything in the log is: byte offsets, little-endian. {@code docs/formats/log.md} draws
 * the same; a test compares the two.
 *
 * <p>The log is one stream of bytes. A position in it is a log sequence number; segment files hold
 * equal parts of it, each behind a header of {@link #BLOCK_BYTES}.
 */
public final class LogLayout {

  /** "VTRL" when read as bytes. */
  public static final int SEGMENT_MAGIC = 0x4C525456;

  /** "VTRC" when read as bytes. */
  public static final int CONTROL_MAGIC = 0x43525456;

  public static final int FORMAT_VERSION = 1;

  /** Everything is written in blocks of this size, so that direct I/O can be used. */
  public static final int BLOCK_BYTES = 4096;

  public static final int SEGMENT_MAGIC_AT = 0;
  public static final int SEGMENT_VERSION_AT = 4;
  public static final int SEGMENT_CHECKSUM_AT = 8;
  public static final int SEGMENT_BYTES_AT = 12;
  public static final int SEGMENT_STORE_ID_AT = 16;
  public static final int SEGMENT_NUMBER_AT = 32;
  public static final int SEGMENT_HEADER_BYTES = 40;

  public static final int RECORD_CHECKSUM_AT = 0;
  public static final int RECORD_LENGTH_AT = 4;
  public static final int RECORD_POSITION_AT = 8;
  public static final int RECORD_DURABLE_AT = 16;
  public static final int RECORD_GENERATION_AT = 24;
  public static final int RECORD_PAGES_AT = 28;
  public static final int RECORD_HEADER_BYTES = 32;

  /** Records begin at multiples of this. */
  public static final int RECORD_ALIGNMENT = 8;

  public static final int PAGE_ID_AT = 0;
  public static final int PAGE_PREVIOUS_LSN_AT = 8;
  public static final int PAGE_FORM_AT = 16;
  public static final int PAGE_RANGES_AT = 18;
  public static final int PAGE_HEADER_BYTES = 20;

  /** The ranges are all of the page that is not zero. */
  public static final int FORM_FULL = 1;

  /** The ranges are what differs from the version before. */
  public static final int FORM_DELTA = 2;

  public static final int RANGE_OFFSET_AT = 0;
  public static final int RANGE_LENGTH_LESS_ONE_AT = 2;
  public static final int RANGE_HEADER_BYTES = 4;

  static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private LogLayout() {}

  /** The position of the record after one of this length. */
  static long endOf(long position, long length) {
    return (position + length + RECORD_ALIGNMENT - 1) & -RECORD_ALIGNMENT;
  }

  static long blockBefore(long position) {
    return position & -BLOCK_BYTES;
  }

  static long blockAfter(long position) {
    return (position + BLOCK_BYTES - 1) & -BLOCK_BYTES;
  }
}
