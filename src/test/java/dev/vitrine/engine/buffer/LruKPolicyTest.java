package dev.vitrine.engine.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The history of a page for every K, packed into longs, against a list of times. */
class LruKPolicyTest {

  private static final int PAGES = 10;

  @Test
  void theLastAndTheKthLastAccessAreThoseOfAList() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = 1; k <= 7; k++) {
      PageTable table = new PageTable(LruKPolicy.historyLongs(k));
      LruKPolicy policy = new LruKPolicy(table, k, 1);
      Map<Long, Deque<Long>> times = new HashMap<>();
      // A pool of one frame has a tick for each access; time begins at 1.
      long now = 1;
      for (int i = 0; i < 300; i++) {
        long pageId = random.nextInt(PAGES);
        if (random.nextBoolean()) {
          policy.accessed(pageId);
        } else {
          policy.hit(table.chunk(pageId), table.entry(pageId), i);
        }
        times.computeIfAbsent(pageId, id -> new ArrayDeque<>()).addFirst(++now);
        Deque<Long> all = times.get(pageId);
        assertThat(policy.lastAccess(pageId)).as("seed %d, K %d", seed, k).isEqualTo(now);
        assertThat(policy.kthAccess(pageId))
            .as("seed %d, K %d, access %d", seed, k, i)
            .isEqualTo(all.stream().skip(k - 1L).findFirst().orElse(-1L));
      }
      policy.forgotten(3);
      assertThat(policy.lastAccess(3)).isEqualTo(-1);
      assertThat(policy.kthAccess(3)).isEqualTo(-1);
    }
  }

  @Test
  void timeAdvancesOncePerQuantumOfHitsAndWithinItAPageIsNotedOnce() {
    PageTable table = new PageTable(LruKPolicy.historyLongs(2));
    LruKPolicy policy = new LruKPolicy(table, 2, 64 * 16);
    for (int hits = 1; hits < 16; hits++) {
      policy.hit(table.chunk(5), table.entry(5), hits);
    }
    assertThat(policy.lastAccess(5)).isEqualTo(1);
    assertThat(policy.kthAccess(5)).isEqualTo(-1);
    policy.hit(table.chunk(5), table.entry(5), 16);
    assertThat(policy.lastAccess(5)).isEqualTo(2);
    assertThat(policy.kthAccess(5)).isEqualTo(1);
  }
}
