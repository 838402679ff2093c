package dev.vitrine.engine.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses which records leave a page. */
public final class PageSplitter {

  private PageSplitter() {}

  /**
   * The slots of the upper half, by bytes with their slots, in slot order: the first records stay
   * until they reach half of all; at least one stays and at least one goes. Needs two records.
   */
  public static List<Integer> upperHalf(SlottedPage page) {
    List<Integer> used = all(page);
    int total = used.stream().mapToInt(slot -> bytes(page, slot)).sum();
    List<Integer> upper = new ArrayList<>();
    int before = 0;
    for (int slot : used) {
      boolean first = slot == used.getFirst();
      boolean last = slot == used.getLast() && upper.isEmpty();
      if (last || (!first && before * 2 >= total)) {
        upper.add(slot);
      }
      before += bytes(page, slot);
    }
    return upper;
  }

  /** Every used slot, in order. */
  public static List<Integer> all(SlottedPage page) {
    return IntStream.range(0, page.slotCount()).filter(page::isUsed).boxed().toList();
  }

  private static int bytes(SlottedPage page, int slot) {
    return page.length(slot) + PageLayout.SLOT_BYTES;
  }
}
