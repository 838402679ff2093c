package dev.vitrine.engine.disk;

import java.util.ArrayList;
import java.util.List;

/**
 * Adjacent pages, which one device call can read or write.
 *
 * @param index where the first of them stands in the list of pages asked for
 */
record PageRun(long firstPageId, int index, int pages) {

  /** Cuts ascending page ids into runs. */
  static List<PageRun> of(long[] ascending) {
    List<PageRun> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= ascending.length; i++) {
      if (i == ascending.length || ascending[i] != ascending[i - 1] + 1) {
        runs.add(new PageRun(ascending[start], start, i - start));
        start = i;
      }
    }
    return runs;
  }
}
