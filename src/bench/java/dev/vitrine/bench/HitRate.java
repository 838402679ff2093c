package dev.vitrine.bench;

import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import java.io.IOException;
import java.util.Random;

/** How many of the same accesses hit: the pool, and LRU-2 as published. */
final class HitRate {

  private static final int PAGES = 1 << 16;
  private static final int ACCESSES = 2_000_000;
  private static final int SCAN_EVERY = 400_000;
  private static final int SCAN_PAGES = 30_000;

  /** Percentages. */
  record Result(int frames, long seed, double pool, double exact) {
    double pointsApart() {
      return pool - exact;
    }
  }

  private HitRate() {}

  static Result measure(int frames, long seed) throws IOException {
    int[] trace = trace(seed);
    return new Result(frames, seed, pool(trace, frames), exact(trace, frames));
  }

  /** Zipfian accesses; now and then somebody reads a range of pages once, in order, in between. */
  private static int[] trace(long seed) {
    int[] trace = Keys.of("zipf", ACCESSES, PAGES, seed);
    Random random = new Random(seed);
    for (int start = SCAN_EVERY; start + 2 * SCAN_PAGES < ACCESSES; start += SCAN_EVERY) {
      int first = random.nextInt(PAGES - SCAN_PAGES);
      for (int i = 0; i < SCAN_PAGES; i++) {
        trace[start + 2 * i] = first + i;
      }
    }
    return trace;
  }

  private static double pool(int[] trace, int frames) throws IOException {
    Stage stage =
        new Stage(new MemoryFileStore(Stage.bytesFor(PAGES)), EventSink.NONE, frames, PAGES);
    long before = stage.counters.total(HotVariant.PAGE_HIT);
    for (int number : trace) {
      stage.pool.read(stage.pageIds[number]).close();
    }
    long hits = stage.counters.total(HotVariant.PAGE_HIT) - before;
    stage.pool.close();
    return 100.0 * hits / trace.length;
  }

  /** The pool has read each page once before the trace begins. */
  private static double exact(int[] trace, int frames) {
    ExactLruK exact = new ExactLruK(PAGES, frames);
    for (int i = 0; i < PAGES; i++) {
      exact.access(i);
    }
    long hits = 0;
    for (int number : trace) {
      hits += exact.access(number) ? 1 : 0;
    }
    return 100.0 * hits / trace.length;
  }
}
