package dev.vitrine.engine;

import java.util.Locale;

/** When two pages should be merged: both are emptier than the threshold and fit into one. */
final class MergeAdvisor {

  private MergeAdvisor() {}

  static MergeAdvice advise(FreeSpace first, FreeSpace second, double threshold) {
    double combined = first.usedRatio() + second.usedRatio();
    boolean empty = first.usedRatio() < threshold && second.usedRatio() < threshold;
    boolean fits = combined <= 1;
    boolean distinct = first.pageId() != second.pageId();
    return new MergeAdvice(
        first.pageId(),
        second.pageId(),
        empty && fits && distinct,
        first.usedRatio(),
        second.usedRatio(),
        combined,
        threshold,
        reason(empty, fits, distinct, threshold));
  }

  private static String reason(boolean empty, boolean fits, boolean distinct, double threshold) {
    if (!distinct) {
      return "a page can't be merged with itself";
    }
    if (!empty) {
      return String.format(
          Locale.ROOT, "not both are below the threshold of %.1f %%", threshold * 100);
    }
    return fits
        ? String.format(
            Locale.ROOT,
            "both are below the threshold of %.1f %% and fit into one",
            threshold * 100)
        : "together they need more than one page";
  }
}
