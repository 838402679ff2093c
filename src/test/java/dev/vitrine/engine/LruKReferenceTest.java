package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool against LRU-2 written from the paper: lists of all access times, no approximation. */
class LruKReferenceTest {

  private static final int FRAMES = 16;
  private static final int PAGES = 100;
  private static final int ACCESSES = 5_000;

  @TempDir Path directory;

  /** LRU-2 with the history of every page kept. */
  private static final class Reference {
    private final Map<Long, Deque<Integer>> times = new HashMap<>();
    private final Set<Long> resident = new HashSet<>();
    private int now;
    int misses;

    void access(long page, boolean counted) {
      if (!resident.contains(page)) {
        misses += counted ? 1 : 0;
        if (resident.size() == FRAMES) {
          resident.remove(victim());
        }
        resident.add(page);
      }
      times.computeIfAbsent(page, p -> new ArrayDeque<>()).addFirst(++now);
    }

    private long victim() {
      return resident.stream()
          .min(Comparator.<Long>comparingInt(this::second).thenComparingInt(this::last))
          .orElseThrow();
    }

    private int second(long page) {
      Deque<Integer> all = times.get(page);
      return all.size() < 2 ? -1 : all.stream().skip(1).findFirst().orElseThrow();
    }

    private int last(long page) {
      return times.get(page).getFirst();
    }
  }

  @Test
  void theSameAccessesMissTheSameNumberOfTimes() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Reference reference = new Reference();
    try (StorageEngine engine = SmallEngine.open(directory, FRAMES)) {
      for (int i = 0; i < PAGES; i++) {
        reference.access(engine.pages().createPage().pageId(), false);
      }
      for (int i = 0; i < ACCESSES; i++) {
        // Skewed: the square of a uniform number favours the low page ids.
        double skewed = random.nextDouble() * random.nextDouble();
        long page = 2 + (long) (skewed * PAGES);
        engine.pages().getPageFreeSpace(page);
        reference.access(page, true);
        assertThat(engine.bufferPool().getBufferPool().misses())
            .as("seed %d, access %d", seed, i)
            .isEqualTo(reference.misses);
      }
    }
    assertThat(reference.misses).isBetween(ACCESSES / 10, ACCESSES * 9 / 10);
  }
}
