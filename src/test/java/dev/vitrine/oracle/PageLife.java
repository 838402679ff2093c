package dev.vitrine.oracle;

import java.util.ArrayList;
import java.util.Collection;
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
   * @param created what the API answered in this round, in that order
   * @param killed whether the epoch ended by a kill: what came after everything that was told may
   *     be untold
   */
  void judge(NavigableMap<Long, Told.Entry> entries, List<Ledger.Created> created, boolean killed) {
    NavigableMap<Long, Told.Entry> round = entries.tailMap(judgedTo, false);
    long newest = round.isEmpty() ? judgedTo : round.lastKey();
    List<Ledger.Created> told = new ArrayList<>();
    List<Ledger.Created> untold = new ArrayList<>();
    Map<Long, Integer> allocations = allocations(round.values());
    for (Ledger.Created page : created) {
      boolean left = allocations.merge(page.pageId(), -1, Integer::sum) >= 0;
      (left ? told : untold).add(page);
    }
    if (killed) {
      untold.removeIf(page -> told.stream().noneMatch(later -> later.isAfter(page)));
    }
    long unseen = newest - judgedTo - round.size();
    Broken.unless(
        untold.size() <= unseen,
        "pages came into being, nobody was told, and so many numbers are unknown: " + unseen,
        untold);
    round.values().forEach(this::follow);
    judgedTo = newest;
  }

  /** How often each page id was told to come into being: ids come back. */
  private static Map<Long, Integer> allocations(Collection<Told.Entry> entries) {
    Map<Long, Integer> allocations = new HashMap<>();
    entries.stream()
        .filter(entry -> entry.variant().equals("PageAllocated"))
        .forEach(entry -> allocations.merge(entry.number("page_id"), 1, Integer::sum));
    return allocations;
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
