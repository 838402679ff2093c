package dev.vitrine.bench;

import java.util.Arrays;
import java.util.Random;

/** Sequences of page numbers, made before anything is measured, the same for all who are. */
final class Keys {

  /** Gray et al., "Quickly Generating Billion-Record Synthetic Databases", 1994; as in YCSB. */
  static final double ZIPF_THETA = 0.99;

  private Keys() {}

  /** {@code count} numbers in 0..universe-1; "uniform" or "zipf". */
  static int[] of(String distribution, int count, int universe, long seed) {
    Random random = new Random(seed);
    return switch (distribution) {
      case "uniform" -> random.ints(count, 0, universe).toArray();
      case "zipf" -> zipf(count, universe, random);
      default -> throw new IllegalArgumentException(distribution);
    };
  }

  /** Popular numbers are scattered over the universe, not neighbours. */
  private static int[] zipf(int count, int universe, Random random) {
    double[] cumulated = new double[universe];
    double sum = 0;
    for (int rank = 0; rank < universe; rank++) {
      sum += Math.pow(rank + 1.0, -ZIPF_THETA);
      cumulated[rank] = sum;
    }
    int[] numberOfRank = shuffled(universe, random);
    int[] keys = new int[count];
    for (int i = 0; i < count; i++) {
      int found = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
      int rank = found >= 0 ? found : -found - 1;
      keys[i] = numberOfRank[Math.min(rank, universe - 1)];
    }
    return keys;
  }

  private static int[] shuffled(int universe, Random random) {
    int[] numbers = new int[universe];
    for (int i = 0; i < universe; i++) {
      int other = random.nextInt(i + 1);
      numbers[i] = numbers[other];
      numbers[other] = i;
    }
    return numbers;
  }
}
