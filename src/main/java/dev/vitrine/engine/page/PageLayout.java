package dev.vitrine.engine.page;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where everything in a page is: byte offsets, little-endian. {@code docs/formats/page-file.md}
 * draws the same; a test compares the two.
 */
public final class PageLayout {

  public static final int PAGE_SIZE_BYTES_MIN = 4096;
  public static final int PAGE_SIZE_BYTES_MAX = 65536;

  /** "VTRN" when read as bytes. */
  public static final int MAGIC = 0x4E525456;

  public static final int FORMAT_VERSION = 2;

  /** The owner of the pages that the page file keeps for itself. */
  public static final long ENGINE_OWNER = 1;

  public static final int MAGIC_AT = 0;
  public static final int VERSION_AT = 4;
  public static final int TYPE_AT = 6;
  public static final int PAGE_ID_AT = 8;
  public static final int LSN_AT = 16;
  public static final int CHECKSUM_AT = 24;
  public static final int OWNER_AT = 28;
  public static final int SLOT_COUNT_AT = 32;
  public static final int RECORD_COUNT_AT = 34;
  public static final int UPPER_AT = 36;
  public static final int FRAGMENTED_AT = 40;
  public static final int HEADER_BYTES = 48;

  /** A slot is the offset and the length of a record, 16 bits each; offset 0 marks it free. */
  public static final int SLOT_BYTES = 4;

  static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfShort I16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private PageLayout() {}

  /** Whether a page can have this size: a power of two, 4 to 64 KiB. */
  public static boolean isPageSize(int bytes) {
    return bytes >= PAGE_SIZE_BYTES_MIN
        && bytes <= PAGE_SIZE_BYTES_MAX
        && Integer.bitCount(bytes) == 1;
  }
}
