package dev.vitrine.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Holds what the stream of pages told in one epoch against what the API answered meanwhile: every
 * page that came into being was told, or its number lies among those that nobody saw.
 */
final class PageLife {

  private final Map<Long, Boolean> exists = new HashMap<>();
  private long judgedTo;

  /**
   * Judges a round.
   *
   * @param entries the epoch's entries so far
   * @param created what the API answered in this round
   * @param killed whether the epoch ended by a kill: the newest numbers may be unknown
   */
  void judge(NavigableMap<Long, Told.Entry> entries, List<Ledger.Created> created, boolean killed) {
    NavigableMap<Long, Told.Entry> round = entries.tailMap(judgedTo, false);
    long newest = round.isEmpty() ? judgedTo : round.lastKey();
    Map<Long, Integer> untold = new HashMap<>();
    created.forEach(page -> untold.merge(page.pageId(), 1, Integer::sum));
    round.values().stream()
        .filter(entry -> entry.variant().equals("PageAllocated"))
        .forEach(entry -> untold.computeIfPresent(entry.number("page_id"), (_, n) -> n - 1));
    untold.values().removeIf(n -> n <= 0);
    if (killed) {
      untold.keySet().removeIf(page -> isTail(page, created, round));
    }
    long missing = untold.values().stream().mapToInt(n -> n).sum();
    long unseen = newest - judgedTo - round.size();
    Broken.unless(
        missing <= unseen,
        "pages came into being, nobody was told, and so many numbers are unknown: " + unseen,
        untold.keySet());
    round.values().forEach(this::follow);
    judgedTo = newest;
  }

  /** Whether the page may have come last: no page that was asked for after it was told. */
  private static boolean isTail(
      long page, List<Ledger.Created> created, NavigableMap<Long, Told.Entry> round) {
    long known =
        created.stream()
            .filter(it -> it.pageId() == page)
            .mapToLong(Ledger.Created::knownNanos)
            .max()
            .orElseThrow();
    return created.stream()
        .filter(later -> later.askedNanos() - known > 0)
        .noneMatch(later ->
            round.values().stream()
                .anyMatch(entry ->
                    entry.variant().equals("PageAllocated")
                        && entry.number("page_id") == later.pageId()));
  }

  private void follow(Told.Entry entry) {
    switch (entry.variant()) {
      case "PageAllocated" -> {
        boolean existed = Boolean.TRUE.equals(exists.put(entry.number("page_id"), true));
        require(!existed, "came into being twice", entry);
      }
      case "PageFreed" -> exists.put(entry.number("page_id"), false);
      case "PageSplit" -> {
        requireThere(entry, "original_page_id");
        requireThere(entry, "new_page_id");
      }
      case "PageMerged" -> {
        requireThere(entry, "page1_id");
        requireThere(entry, "page2_id");
      }
      default -> requireThere(entry, "page_id");
    }
  }

  private void requireThere(Told.Entry entry, String field) {
    require(exists.getOrDefault(entry.number(field), true), field + " is not there", entry);
  }

  private static void require(boolean holds, String what, Told.Entry entry) {
    Broken.unless(holds, "the life of a page is told wrongly, " + what, entry);
  }

  /** Whether each page that was told of exists, as it was told last. */
  Map<Long, Boolean> exists() {
    return Map.copyOf(exists);
  }
}
