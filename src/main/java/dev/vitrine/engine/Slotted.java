package dev.vitrine.engine;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.engine.page.SlottedPage;
import java.lang.foreign.MemorySegment;

/** A page as record operations need it, or the error that says why not. */
final class Slotted {

  private Slotted() {}

  /** {@code invalid-request} on a page that is not slotted. */
  static SlottedPage of(long pageId, MemorySegment page) {
    PageType type = PageHeader.type(page);
    if (type != PageType.SLOTTED) {
      throw new EngineException(
              ErrorCode.INVALID_REQUEST,
              "page %d is a %s page; records are on slotted pages only"
                  .formatted(pageId, type.label()))
          .with("field", "page_id")
          .with("page_id", pageId)
          .with("type", type.label());
    }
    return SlottedPage.of(page);
  }

  static void requireRecord(long pageId, SlottedPage page, int slot) {
    if (!page.isUsed(slot)) {
      throw new EngineException(
              ErrorCode.RECORD_NOT_FOUND, "page %d has no record %d".formatted(pageId, slot))
          .with("page_id", pageId)
          .with("slot", slot);
    }
  }

  static EngineException full(long pageId, int maxBytes, int recordBytes) {
    return new EngineException(
            ErrorCode.PAGE_FULL,
            maxBytes < 0
                ? "page %d takes no further record".formatted(pageId)
                : "page %d takes records of at most %d bytes now, not %d"
                    .formatted(pageId, maxBytes, recordBytes))
        .with("page_id", pageId)
        .with("record_bytes", recordBytes)
        .with("max_record_bytes", Math.max(0, maxBytes));
  }

  static FreeSpace freeSpace(long pageId, MemorySegment page) {
    SlottedPage slotted = of(pageId, page);
    return new FreeSpace(
        pageId,
        slotted.contiguousBytes(),
        slotted.fragmentedBytes(),
        Math.max(0, slotted.maxRecordBytes()),
        SlottedPage.capacityBytes((int) page.byteSize()),
        slotted.usedRatio(),
        PageHeader.lsn(page));
  }
}
