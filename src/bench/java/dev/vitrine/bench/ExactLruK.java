package dev.vitrine.bench;

import java.util.Comparator;
import java.util.TreeSet;

/**
 * LRU-2 as published, with every access in the history and a search for each victim that leaves
 * nothing out; written apart from the pool's.
 */
final class ExactLruK {

  private static final class Page {
    long last = -1;
    long second = -1;
    boolean resident;
  }

  private final Page[] pages;
  private final int frames;
  private final TreeSet<Page> resident =
      new TreeSet<>(
          Comparator.<Page>comparingLong(page -> page.second).thenComparingLong(page -> page.last));
  private long now;

  ExactLruK(int pageCount, int frames) {
    this.frames = frames;
    pages = new Page[pageCount];
    for (int i = 0; i < pageCount; i++) {
      pages[i] = new Page();
    }
  }

  /** Whether the page was in a frame. */
  boolean access(int number) {
    Page page = pages[number];
    boolean hit = page.resident;
    if (hit) {
      resident.remove(page);
    } else if (resident.size() == frames) {
      Page victim = resident.removeFirst();
      victim.resident = false;
    }
    page.second = page.last;
    page.last = ++now;
    page.resident = true;
    resident.add(page);
    return hit;
  }
}
