package dev.vitrine.engine.verify;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.buffer.PageMoments.Moment;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import dev.vitrine.event.EventSink;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * Looks at every page of a store, also while others work on it: at its bytes, at what the
 * allocation map and the buffer pool have of it, and at who owns it. Each page is seen at one
 * moment, so a page that changes meanwhile is no finding; whose it is, which takes a walk through
 * its owner, is told of pages that stay as they were when the verification began. Changes nothing.
 */
public final class StorageVerifier {

  private final DiskManager disk;
  private final PageMoments moments;
  private final LongSupplier logEnd;
  private final List<OwnedPages> kinds;
  private final EventSink sink;
  private final boolean live;

  /**
   * @param logEnd the newest version that a page can have now; asked after looking at the page
   * @param kinds what owns pages beside the page API
   * @param live whether others may work on the store meanwhile
   */
  public StorageVerifier(
      DiskManager disk,
      BufferPool pool,
      LongSupplier logEnd,
      List<OwnedPages> kinds,
      EventSink sink,
      boolean live) {
    this.disk = disk;
    this.moments = new PageMoments(pool, disk);
    this.logEnd = logEnd;
    this.kinds = kinds;
    this.sink = sink;
    this.live = live;
  }

  /** Looks at every page; {@link CancellationException} when the watch says so. */
  void verify(Findings findings, VerificationWatch watch) {
    long begin = logEnd.getAsLong();
    long pageCount = disk.idCount();
    int pageSize = disk.pageSizeBytes();
    PageVerifier pages = new PageVerifier(pageSize, logEnd, findings, sink);
    Claims claims =
        new Claims(findings, pageSize, pageCount, id -> !live || unchangedSince(begin, id));
    for (long pageId = 0; pageId < pageCount; pageId++) {
      Moment page = moments.look(pageId);
      findings.lookedAt(page.type(), pageSize);
      pages.verify(page);
      enter(claims, page);
      watch.reached(pageId + 1, pageCount, findings.count());
      if (watch.cancelled()) {
        throw new CancellationException("the verification was cancelled");
      }
    }
    kinds.forEach(kind -> kind.claim(claims));
    claims.tellLost();
    String inconsistency = disk.mapInconsistency();
    if (inconsistency != null) {
      findings.add(
          new Finding(
              FindingCode.FREE_LIST_WRONG, null, null, null, "in memory, " + inconsistency));
    }
    watch.reached(pageCount, pageCount, findings.count());
  }

  /** Takes down what a page says of its owner. */
  private static void enter(Claims claims, Moment page) {
    MemorySegment bytes = page.newest();
    if (page.type() == PageType.FREE) {
      claims.notInUse(page.pageId());
    } else if (bytes != null && PageDamage.of(page.pageId(), bytes) == null) {
      claims.inUse(page.pageId(), PageHeader.owner(bytes));
    }
  }

  /**
   * Whether a page is in use and has the version it had then: so it was neither given nor moved nor
   * freed meanwhile, and every walk since then should have come by.
   */
  private boolean unchangedSince(long begin, long pageId) {
    Moment page = moments.look(pageId);
    MemorySegment bytes = page.newest();
    return page.type() != PageType.FREE && (bytes == null || PageHeader.lsn(bytes) <= begin);
  }
}
