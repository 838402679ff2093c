package dev.vitrine.engine.page;

import static dev.vitrine.engine.page.PageLayout.I16;
import static dev.vitrine.engine.page.PageLayout.I32;
import static dev.vitrine.engine.page.PageLayout.I64;
import static dev.vitrine.engine.page.PageLayout.I8;

import java.lang.foreign.MemorySegment;

/** Reads and writes the header of a page in memory. */
public final class PageHeader {

  private PageHeader() {}

  /** Makes the memory an empty page: header, and zeros after it. The checksum is not yet set. */
  public static void format(MemorySegment page, long pageId, PageType type, long owner) {
    page.fill((byte) 0);
    identify(page, pageId, type, owner);
    if (type.hasSlots()) {
      SlottedPage.of(page).clear();
    }
  }

  /** Sets what says which page this is, and leaves the rest as it is. */
  public static void identify(MemorySegment page, long pageId, PageType type, long owner) {
    page.set(I32, PageLayout.MAGIC_AT, PageLayout.MAGIC);
    page.set(I16, PageLayout.VERSION_AT, (short) PageLayout.FORMAT_VERSION);
    page.set(I8, PageLayout.TYPE_AT, (byte) type.code());
    page.set(I64, PageLayout.PAGE_ID_AT, pageId);
    page.set(I32, PageLayout.OWNER_AT, (int) owner);
  }

  /** Sets the version and seals it with a checksum: the last step of every change. */
  public static void stamp(MemorySegment page, long lsn) {
    page.set(I64, PageLayout.LSN_AT, lsn);
    page.set(I32, PageLayout.CHECKSUM_AT, (int) PageChecksum.compute(page));
  }

  /** Sets the version only: for a page that is stamped once more changes have come to it. */
  public static void setLsn(MemorySegment page, long lsn) {
    page.set(I64, PageLayout.LSN_AT, lsn);
  }

  public static int magic(MemorySegment page) {
    return page.get(I32, PageLayout.MAGIC_AT);
  }

  public static int version(MemorySegment page) {
    return page.get(I16, PageLayout.VERSION_AT);
  }

  public static int typeCode(MemorySegment page) {
    return page.get(I8, PageLayout.TYPE_AT);
  }

  public static PageType type(MemorySegment page) {
    return PageType.ofCode(typeCode(page));
  }

  public static long pageId(MemorySegment page) {
    return page.get(I64, PageLayout.PAGE_ID_AT);
  }

  public static long lsn(MemorySegment page) {
    return page.get(I64, PageLayout.LSN_AT);
  }

  /** The stored CRC32C, unsigned. */
  public static long checksum(MemorySegment page) {
    return Integer.toUnsignedLong(page.get(I32, PageLayout.CHECKSUM_AT));
  }

  /** The object the page belongs to, unsigned; 0 for the page API. */
  public static long owner(MemorySegment page) {
    return Integer.toUnsignedLong(page.get(I32, PageLayout.OWNER_AT));
  }
}
