package dev.vitrine.engine;

import dev.vitrine.engine.page.SlottedPage;
import java.util.Locale;

/** When a page should be split: it is fuller than the threshold and has records to share. */
final class SplitAdvisor {

  private SplitAdvisor() {}

  static SplitAdvice advise(long pageId, SlottedPage page, double threshold) {
    double used = page.usedRatio();
    boolean full = used > threshold;
    boolean divisible = page.recordCount() > 1;
    String reason =
        String.format(
            Locale.ROOT,
            "%.1f %% of the page are used, %s the threshold of %.1f %%%s",
            used * 100,
            full ? "above" : "not above",
            threshold * 100,
            full && !divisible ? ", but it has fewer than two records" : "");
    return new SplitAdvice(pageId, full && divisible, used, threshold, reason);
  }
}
