package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.PageLayout;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Where everything is on the pages of a record file that are not slotted: byte offsets,
 * little-endian. {@code docs/formats/record-files.md} draws the same; a test compares the two.
 */
public final class TreeLayout {

  /** The file's page: {@link #LIVE} or {@link #DROPPED}. */
  public static final int STATE_AT = PageLayout.HEADER_BYTES;

  public static final int NAME_LENGTH_AT = STATE_AT + Integer.BYTES;
  public static final int ROOT_AT = NAME_LENGTH_AT + Integer.BYTES;
  public static final int CREATED_AT = ROOT_AT + Long.BYTES;

  /** ASCII, of {@link #NAME_LENGTH_AT} bytes. */
  public static final int NAME_AT = CREATED_AT + Long.BYTES;

  public static final int LIVE = 1;

  /** Nobody finds the file any more; its pages are being freed. */
  public static final int DROPPED = 2;

  /** An overflow page: the next page of the chain, 0 on the last one. */
  public static final int NEXT_AT = PageLayout.HEADER_BYTES;

  public static final int PART_LENGTH_AT = NEXT_AT + Long.BYTES;

  /** A part of a value, of {@link #PART_LENGTH_AT} bytes. */
  public static final int PART_AT = PART_LENGTH_AT + Integer.BYTES;

  /** In a leaf's entry, after the key: the first page of the chain. */
  public static final int REFERENCE_PAGE_AT = 0;

  /** The length of the whole value. */
  public static final int REFERENCE_LENGTH_AT = Long.BYTES;

  public static final int REFERENCE_BYTES = Long.BYTES + Integer.BYTES;

  static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private TreeLayout() {}
}
