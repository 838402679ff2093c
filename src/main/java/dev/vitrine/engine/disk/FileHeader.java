package dev.vitrine.engine.disk;

import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageLayout;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * Page 0: what the file is. Written once, when the file is made, so that no crash can tear it.
 *
 * @param storeId the data directory's own id; its log and control file carry it too
 * @param createdMicros microseconds since the Unix epoch
 */
record FileHeader(int pageSizeBytes, UUID storeId, long createdMicros) {

  static final int PAGE_SIZE_AT = PageLayout.HEADER_BYTES;
  static final int STORE_ID_AT = PAGE_SIZE_AT + Long.BYTES;
  static final int CREATED_AT = STORE_ID_AT + 2 * Long.BYTES;

  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong I64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  void writeTo(MemorySegment page) {
    PageHeader.format(page, 0, PageType.FILE_HEADER, PageLayout.ENGINE_OWNER);
    page.set(I32, PAGE_SIZE_AT, pageSizeBytes);
    page.set(I64, STORE_ID_AT, storeId.getMostSignificantBits());
    page.set(I64, STORE_ID_AT + Long.BYTES, storeId.getLeastSignificantBits());
    page.set(I64, CREATED_AT, createdMicros);
    PageHeader.stamp(page, 0);
  }

  static FileHeader readFrom(MemorySegment page) {
    return new FileHeader(
        page.get(I32, PAGE_SIZE_AT),
        new UUID(page.get(I64, STORE_ID_AT), page.get(I64, STORE_ID_AT + Long.BYTES)),
        page.get(I64, CREATED_AT));
  }
}
