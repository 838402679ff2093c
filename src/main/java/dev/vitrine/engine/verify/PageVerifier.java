package dev.vitrine.engine.verify;

import dev.vitrine.engine.buffer.PageMoments.Moment;
import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.page.PageChecksum;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventClock;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.PageEvent.ChecksumFailure;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/** Holds one page against itself, its allocation map entry, its frame and the log. */
final class PageVerifier {

  private final int pageSizeBytes;
  private final LongSupplier logEnd;
  private final Findings findings;
  private final EventSink sink;

  /**
   * @param logEnd the newest version that a page can have now
   */
  PageVerifier(int pageSizeBytes, LongSupplier logEnd, Findings findings, EventSink sink) {
    this.pageSizeBytes = pageSizeBytes;
    this.logEnd = logEnd;
    this.findings = findings;
    this.sink = sink;
  }

  void verify(Moment page) {
    if (page.type() == PageType.FREE) {
      verifyFree(page);
      return;
    }
    boolean stored = page.unwritten() || storedIsIntact(page);
    boolean frame = frameIsIntact(page);
    MemorySegment newest = page.newest();
    if (stored && frame && newest != null) {
      verifyMeaning(page, newest);
    }
  }

  private void verifyFree(Moment page) {
    MemorySegment stored = page.stored();
    if (page.freed() || stored == null || isZero(stored)) {
      return;
    }
    PageDamage damage = PageDamage.of(page.pageId(), stored);
    if (damage != null) {
      findings.note(
          new Finding(
              FindingCode.FREE_PAGE_DAMAGED,
              page.pageId(),
              null,
              null,
              "it is free, and " + damage.text()));
    } else if (PageHeader.type(stored) != PageType.FREE) {
      found(
          FindingCode.FREE_PAGE_SAYS_USED,
          page,
          "the allocation map has it free, it says that it is "
              + PageHeader.type(stored).label()
              + whose(stored));
    }
  }

  private static String whose(MemorySegment page) {
    long owner = PageHeader.owner(page);
    return owner == 0 ? "" : " and belongs to object " + owner;
  }

  private boolean storedIsIntact(Moment page) {
    MemorySegment stored = page.stored();
    if (stored == null) {
      found(FindingCode.PAGE_UNREADABLE, page, page.unreadable());
      return false;
    }
    PageDamage damage = PageDamage.of(page.pageId(), stored);
    if (damage == null) {
      return true;
    }
    tell(page, stored);
    switch (damage.kind()) {
      case MAGIC, VERSION ->
          found(
              FindingCode.PAGE_FOREIGN,
              page,
              isZero(stored) ? "there is nothing but zeros" : damage.text());
      case CHECKSUM -> found(FindingCode.PAGE_DAMAGED, page, damage.text());
      case IDENTITY -> found(FindingCode.PAGE_MISPLACED, page, damage.text());
    }
    return false;
  }

  private boolean frameIsIntact(Moment page) {
    MemorySegment frame = page.frame();
    if (frame == null) {
      return true;
    }
    PageDamage damage = PageDamage.of(page.pageId(), frame);
    if (damage != null) {
      tell(page, frame);
      found(FindingCode.FRAME_WRONG, page, "in memory, " + damage.text());
      return false;
    }
    MemorySegment stored = page.stored();
    if (!page.dirty() && stored != null && stored.mismatch(frame) >= 0) {
      found(
          FindingCode.FRAME_WRONG,
          page,
          "its frame is clean, and differs from what is stored at byte " + stored.mismatch(frame));
      return false;
    }
    return true;
  }

  /** What an intact page says, against what others say of it. */
  private void verifyMeaning(Moment page, MemorySegment bytes) {
    PageType type = PageHeader.type(bytes);
    if (type == PageType.FREE) {
      found(
          FindingCode.USED_PAGE_SAYS_FREE,
          page,
          "the allocation map has it as %s, it says that it is free"
              .formatted(page.type().label()));
      return;
    }
    if (type != page.type()) {
      found(
          FindingCode.TYPE_MISMATCH,
          page,
          "the allocation map has it as %s, it says that it is %s"
              .formatted(page.type().label(), type.label()));
    }
    if (page.owned() != (PageHeader.owner(bytes) != 0)) {
      found(
          FindingCode.OWNER_MISMATCH,
          page,
          "the allocation map has it as %s, it says that it belongs to %s"
              .formatted(
                  page.owned() ? "an object's" : "the page API's",
                  PageHeader.owner(bytes) == 0
                      ? "the page API"
                      : "object " + PageHeader.owner(bytes)));
    }
    String slots = type == PageType.SLOTTED ? PageCheck.slots(bytes) : null;
    if (slots != null) {
      found(FindingCode.PAGE_SLOTS_WRONG, page, slots);
    }
    long end = logEnd.getAsLong();
    if (PageHeader.lsn(bytes) > end) {
      found(
          FindingCode.PAGE_NEWER_THAN_LOG,
          page,
          "its version is %d, the log ends at %d".formatted(PageHeader.lsn(bytes), end));
    }
  }

  private void tell(Moment page, MemorySegment bytes) {
    sink.emit(
        new ChecksumFailure(
            page.pageId(),
            PageHeader.checksum(bytes),
            PageChecksum.compute(bytes),
            EventClock.nowMicros()));
  }

  private void found(FindingCode code, Moment page, String text) {
    findings.page(code, page.pageId(), pageSizeBytes, text);
  }

  static boolean isZero(MemorySegment page) {
    return page.mismatch(MemorySegment.ofArray(new byte[(int) page.byteSize()])) == -1;
  }
}
