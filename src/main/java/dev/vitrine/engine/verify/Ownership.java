package dev.vitrine.engine.verify;

import dev.vitrine.engine.buffer.PageMoments;
import dev.vitrine.engine.buffer.PageMoments.Moment;
import dev.vitrine.engine.page.PageDamage;
import dev.vitrine.engine.page.PageHeader;
import dev.vitrine.engine.page.PageType;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether every page that belongs to an object can be reached from it, and from it only. While
 * others work that is no matter of one moment: a page may be given, moved or freed between the look
 * at it and the walk that should come by. So what seems wrong is looked at again, and told only
 * when it is still there, about the same version of the page. For one thread.
 */
final class Ownership {

  private static final int PASSES = 3;

  private final PageMoments moments;
  private final List<OwnedPages> kinds;
  private final int pageSizeBytes;
  private final long pageCount;

  private record Suspicion(FindingCode code, long pageId, long lsn) {}

  Ownership(PageMoments moments, List<OwnedPages> kinds, int pageSizeBytes, long pageCount) {
    this.moments = moments;
    this.kinds = kinds;
    this.pageSizeBytes = pageSizeBytes;
    this.pageCount = pageCount;
  }

  /** Tells what is wrong by what the pages said when they were looked at. */
  void claimAll(Claims claims) {
    kinds.forEach(kind -> kind.claim(claims));
    claims.tellLost();
  }

  /** What is wrong still, of what seemed to be while others worked. */
  List<Finding> confirm(List<Finding> suspected) {
    List<Finding> wrong = suspected;
    for (int pass = 1; pass < PASSES && !wrong.isEmpty(); pass++) {
      wrong = stillWrong(wrong);
    }
    return wrong;
  }

  private List<Finding> stillWrong(List<Finding> suspected) {
    Map<Suspicion, Finding> before = new HashMap<>();
    suspected.forEach(finding -> before.put(suspicion(finding), finding));
    Findings again = new Findings();
    Claims claims = new Claims(again, pageSizeBytes, pageCount);
    for (long pageId = 0; pageId < pageCount; pageId++) {
      enter(claims, moments.look(pageId));
    }
    claimAll(claims);
    return again.told().stream().filter(found -> before.containsKey(suspicion(found))).toList();
  }

  private Suspicion suspicion(Finding finding) {
    Long pageId = finding.pageId();
    if (pageId == null || pageId >= pageCount) {
      return new Suspicion(finding.code(), -1, 0);
    }
    MemorySegment page = moments.look(pageId).newest();
    return new Suspicion(finding.code(), pageId, page == null ? -1 : PageHeader.lsn(page));
  }

  /** Takes down what a page says of its owner. */
  static void enter(Claims claims, Moment page) {
    MemorySegment bytes = page.newest();
    if (page.type() == PageType.FREE) {
      claims.notInUse(page.pageId());
    } else if (bytes != null && PageDamage.of(page.pageId(), bytes) == null) {
      claims.inUse(page.pageId(), PageHeader.owner(bytes));
    }
  }
}
