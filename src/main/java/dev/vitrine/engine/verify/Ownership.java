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
import java.util.function.LongSupplier;

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
  private final LongSupplier given;

  /** What was wrong with which version of which page. */
  private record Suspicion(FindingCode code, long pageId, long version) {}

  private static final long NOT_IN_USE = -1;
  private static final long UNREADABLE = -2;

  Ownership(
      PageMoments moments,
      List<OwnedPages> kinds,
      int pageSizeBytes,
      long pageCount,
      LongSupplier given) {
    this.given = given;
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
    Claims claims = new Claims(again, pageSizeBytes, pageCount, given);
    for (long pageId = 0; pageId < pageCount; pageId++) {
      enter(claims, moments.look(pageId));
    }
    claimAll(claims);
    return again.told().stream().filter(found -> before.containsKey(suspicion(found))).toList();
  }

  private Suspicion suspicion(Finding finding) {
    Long pageId = finding.pageId();
    if (pageId == null || pageId < 0 || pageId >= pageCount) {
      return new Suspicion(finding.code(), pageId == null ? -1 : pageId, 0);
    }
    return new Suspicion(finding.code(), pageId, version(moments.look(pageId)));
  }

  /** A page that was freed has its old bytes still, but it is not the same any more. */
  private static long version(Moment page) {
    if (page.type() == PageType.FREE) {
      return NOT_IN_USE;
    }
    MemorySegment bytes = page.newest();
    return bytes == null ? UNREADABLE : PageHeader.lsn(bytes);
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
