package dev.vitrine.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/** The cost of a hit beside its peers'. */
final class HitRounds {

  private static final List<String> CONTESTANTS =
      List.of("slab", "hit", "guard", "caffeine", "map");
  private static final Map<String, String> TITLES =
      Map.of(
          "slab", "plain read of the slab",
          "hit", "**pool, optimistic read**",
          "guard", "pool, guard",
          "caffeine", "`Caffeine.getIfPresent`",
          "map", "`ConcurrentHashMap.get`");

  private HitRounds() {}

  static String run(Mode mode) throws RunnerException {
    StringBuilder text =
        new StringBuilder(
            """
            ### Eight bytes of a page in memory

            | keys | threads | | ns | to the plain read | to Caffeine |
            |---|---|---|---|---|---|
            """);
    for (int threads : new int[] {1, 2}) {
      for (String keys : List.of("uniform", "zipf")) {
        Samples samples = measure(mode, keys, threads);
        for (String name : CONTESTANTS) {
          text.append(
              "| %s | %d | %s | %s | %s | %s |\n"
                  .formatted(
                      keys,
                      threads,
                      TITLES.get(name),
                      samples.spread(name, "%.1f"),
                      name.equals("slab") ? "" : samples.ratios(name, "slab"),
                      name.equals("caffeine") ? "" : samples.ratios(name, "caffeine")));
        }
      }
    }
    return text.toString();
  }

  /** Each round has another order, so that nobody always follows the same neighbour. */
  private static Samples measure(Mode mode, String keys, int threads) throws RunnerException {
    Forks forks = new Forks(mode);
    Samples samples = new Samples();
    List<String> order = new ArrayList<>(CONTESTANTS);
    for (int round = 0; round < mode.rounds(); round++) {
      Collections.shuffle(order, new Random(round));
      for (String name : order) {
        samples.add(name, forks.nanos(PoolHit.class, name, threads, Map.of("keys", keys)));
      }
    }
    return samples;
  }
}
