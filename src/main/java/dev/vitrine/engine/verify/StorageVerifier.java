package dev.vitrine.engine.verify;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.buffer.PageMoments.Moment;
import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.event.EventSink;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;

/**
 * Looks at every page of a store, also while others work on it: at its bytes, at what the
 * allocation map and the buffer pool have of it, and at who owns it. Each page is seen at one
 * moment, so a page that changes meanwhile is no finding. Changes nothing.
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

  /** Looks at all there is; {@link CancellationException} when the watch says so. */
  public VerificationReport verify(VerificationWatch watch) {
    Findings findings = new Findings();
    verify(findings, watch);
    return findings.report();
  }

  void verify(Findings findings, VerificationWatch watch) {
    long pageCount = disk.idCount();
    int pageSize = disk.pageSizeBytes();
    PageVerifier pages = new PageVerifier(pageSize, logEnd, findings, sink);
    Findings suspected = live ? new Findings() : findings;
    Claims claims = new Claims(suspected, pageSize, pageCount, disk::idCount);
    for (long pageId = 0; pageId < pageCount; pageId++) {
      Moment page = moments.look(pageId);
      findings.lookedAt(page.type(), pageSize);
      pages.verify(page);
      Ownership.enter(claims, page);
      watch.reached(pageId + 1, pageCount, findings.count());
      if (watch.cancelled()) {
        throw new CancellationException("the verification was cancelled");
      }
    }
    Ownership ownership = new Ownership(moments, kinds, pageSize, pageCount, disk::idCount);
    ownership.claimAll(claims);
    if (live) {
      ownership.confirm(suspected.told()).forEach(findings::add);
    }
    String inconsistency = disk.mapInconsistency();
    if (inconsistency != null) {
      findings.add(
          new Finding(
              FindingCode.FREE_LIST_WRONG, null, null, null, "in memory, " + inconsistency));
    }
    watch.reached(pageCount, pageCount, findings.count());
  }
}
