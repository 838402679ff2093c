package dev.vitrine.engine.disk;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Page 0: what the file is, and how it was left.
 *
 * @param clean whether the file was closed in order: then the allocation map on disk is right
 * @param createdMicros microseconds since the Unix epoch
 * @param lastLsn the highest log sequence number given when the file was closed
 * @param pageCount ids below this one were given at some time
 */
record FileHeader(
    int pageSizeBytes,
    boolean clean,
    UUID storeId,
    long createdMicros,
    long lastLsn,
    long pageCount) {

  static final int PAGE_SIZE_AT = PageLayout.HEADER_BYTES;
  static final int CLEAN_AT = PAGE_SIZE_AT + Integer.BYTES;
  static final int STORE_ID_AT = CLEAN_AT + Integer.BYTES;
  static final int CREATED_AT = STORE_ID_AT + 2 * Long.BYTES;
  static final int LAST_LSN_AT = CREATED_AT + Long.BYTES;
  static final int PAGE_COUNT_AT = LAST_LSN_AT + Long.BYTES;

  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  FileHeader opened(boolean nowClean, long nowLastLsn, long nowPageCount) {
    return new FileHeader(
        pageSizeBytes, nowClean, storeId, createdMicros, nowLastLsn, nowPageCount);
  }

  void writeTo(MemorySegment page) {
    PageHeader.format(page, 0, PageType.FILE_HEADER, PageLayout.ENGINE_OWNER);
    page.set(I32, PAGE_SIZE_AT, pageSizeBytes);
    page.set(I32, CLEAN_AT, clean ? 1 : 0);
    page.set(I64, STORE_ID_AT, storeId.getMostSignificantBits());
    page.set(I64, STORE_ID_AT + Long.BYTES, storeId.getLeastSignificantBits());
    page.set(I64, CREATED_AT, createdMicros);
    page.set(I64, LAST_LSN_AT, lastLsn);
    page.set(I64, PAGE_COUNT_AT, pageCount);
    PageHeader.stamp(page, lastLsn);
  }

  static FileHeader readFrom(MemorySegment page) {
    return new FileHeader(
        page.get(I32, PAGE_SIZE_AT),
        page.get(I32, CLEAN_AT) == 1,
        new UUID(page.get(I64, STORE_ID_AT), page.get(I64, STORE_ID_AT + Long.BYTES)),
        page.get(I64, CREATED_AT),
        page.get(I64, LAST_LSN_AT),
        page.get(I64, PAGE_COUNT_AT));
  }
}
