package dev.vitrine.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A way of doing random I/O of single pages, past the page cache. */
interface IoBackend {

  /** What is done to the pages. */
  enum Kind {
    READ,
    WRITE
  }

  String name();

  /** What it needs that is not here; empty when it can run. */
  String missing();

  /**
   * Pages a second, with {@code depth} of them under way at any time.
   *
   * @param directory holds a page file of {@link IoRounds#PAGES} pages that may be overwritten, and
   *     {@link IoRounds#RAW_FILE} of the same size
   */
  double pagesPerSecond(Path directory, Kind kind, int depth, int seconds) throws IOException;
}
