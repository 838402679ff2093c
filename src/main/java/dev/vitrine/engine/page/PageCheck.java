package dev.vitrine.engine.page;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what is wrong with a page's bytes, in words; null where nothing is. */
public final class PageCheck {

  private PageCheck() {}

  /**
   * Whether an image from outside can become the page: zeros in magic, version, id and type stand
   * for "not given", anything else there must be right, and records must be where the slots say.
   */
  public static @Nullable String image(MemorySegment image, long pageId, PageType type) {
    int magic = PageHeader.magic(image);
    if (magic != 0 && magic != PageLayout.MAGIC) {
      return "magic is %08x, not %08x or 0".formatted(magic, PageLayout.MAGIC);
    }
    int version = PageHeader.version(image);
    if (version != 0 && version != PageLayout.FORMAT_VERSION) {
      return "format version is " + version + ", not " + PageLayout.FORMAT_VERSION + " or 0";
    }
    if (PageHeader.pageId(image) != 0 && PageHeader.pageId(image) != pageId) {
      return "the image holds page id " + PageHeader.pageId(image) + ", not " + pageId + " or 0";
    }
    if (PageHeader.typeCode(image) != 0 && PageHeader.typeCode(image) != type.code()) {
      return "the image is a %s page, the page is %s"
          .formatted(PageHeader.type(image).label(), type.label());
    }
    return type.hasSlots() ? slots(image) : null;
  }

  /** Whether a page's slot directory and records agree. */
  public static @Nullable String slots(MemorySegment page) {
    SlottedPage slotted = SlottedPage.of(page);
    int size = (int) page.byteSize();
    int lower = PageLayout.HEADER_BYTES + slotted.slotCount() * PageLayout.SLOT_BYTES;
    if (slotted.upper() < lower || slotted.upper() > size) {
      return "records begin at %d, outside %d..%d".formatted(slotted.upper(), lower, size);
    }
    List<int[]> records = new ArrayList<>();
    int used = 0;
    for (int slot = 0; slot < slotted.slotCount(); slot++) {
      if (slotted.isUsed(slot)) {
        used++;
        String wrong = record(slotted, slot, size);
        if (wrong != null) {
          return wrong;
        }
        records.add(new int[] {slotted.offset(slot), slotted.length(slot)});
      }
    }
    if (used != slotted.recordCount()) {
      return "%d slots are in use, the header says %d".formatted(used, slotted.recordCount());
    }
    if (slotted.slotCount() > 0 && !slotted.isUsed(slotted.slotCount() - 1)) {
      return "the last slot is free";
    }
    return overlaps(records, size - slotted.upper() - slotted.fragmentedBytes());
  }

  private static @Nullable String record(SlottedPage slotted, int slot, int size) {
    int offset = slotted.offset(slot);
    int length = slotted.length(slot);
    boolean empty = length == 0 && offset == PageLayout.HEADER_BYTES;
    boolean inside = length > 0 && offset >= slotted.upper() && offset + length <= size;
    return empty || inside
        ? null
        : "slot %d points to %d..%d, outside %d..%d"
            .formatted(slot, offset, offset + length, slotted.upper(), size);
  }

  private static @Nullable String overlaps(List<int[]> records, int expectedBytes) {
    records.sort(Comparator.comparingInt(record -> record[0]));
    int end = 0;
    int bytes = 0;
    for (int[] record : records) {
      if (record[1] > 0 && record[0] < end) {
        return "records overlap at " + record[0];
      }
      end = Math.max(end, record[0] + record[1]);
      bytes += record[1];
    }
    return bytes == expectedBytes
        ? null
        : "records take %d bytes, the header says %d".formatted(bytes, expectedBytes);
  }
}
