package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipfianTest {

  private static final int DRAWS = 1_000_000;

  /** What YCSB's ScrambledZipfianGenerator has as ZETAN for ten thousand million items. */
  private static final double ZETA_BY_YCSB = 26.46902820178302;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 999, 1_000, 1_001, 1_002, 54_321, 3_000_000})
  void zetaIsTheSumOfItsTerms(long items) {
    double sum = 0;
    for (long i = items; i >= 1; i--) {
      sum += 1 / Math.pow((double) i, 0.99);
    }
    assertThat(Zipfian.zeta(items)).isCloseTo(sum, within(1e-9));
  }

  @Test
  void zetaOfTenThousandMillionItemsIsWhatYcsbComputed() {
    assertThat(Zipfian.zeta(10_000_000_000L)).isCloseTo(ZETA_BY_YCSB, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 10, 1_000, 100_000})
  void theTwoMostPopularRanksComeExactlyAsOftenAsTheLawSays(long items) {
    long[] counts = new long[3];
    Zipfian zipfian = new Zipfian(items);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) Math.min(2, zipfian.next(random))]++;
    }
    double zeta = sum(1, items);
    double[] expected = {1 / zeta, Math.pow(2, -0.99) / zeta, 0};
    expected[2] = 1 - expected[0] - expected[1];
    double chiSquare = 0;
    for (int i = 0; i < 3; i++) {
      double mean = expected[i] * DRAWS;
      chiSquare += (counts[i] - mean) * (counts[i] - mean) / mean;
    }
    // 99.9 % of samples with two degrees of freedom are below.
    assertThat(chiSquare).isLessThan(13.8);
  }

  /**
   * Gray's method is an approximation from rank 2 on: too often at first, a little too rarely then.
   */
  @Test
  void groupsOfRanksComeAboutAsOftenAsTheLawSays() {
    int items = 10_000;
    long[] counts = new long[items];
    Zipfian zipfian = new Zipfian(items);
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) zipfian.next(random)]++;
    }
    double zeta = sum(1, items);
    int[] bounds = {0, 1, 2, 3, 4, 5, 10, 30, 100, 1_000, 10_000};
    for (int i = 0; i + 1 < bounds.length; i++) {
      long drawn = 0;
      for (int rank = bounds[i]; rank < bounds[i + 1]; rank++) {
        drawn += counts[rank];
      }
      double expected = sum(bounds[i] + 1, bounds[i + 1]) / zeta * DRAWS;
      assertThat((double) drawn)
          .as("ranks %d..%d", bounds[i], bounds[i + 1] - 1)
          .isCloseTo(expected, within(expected * (bounds[i] < 5 ? 0.20 : 0.06)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  void ofAFewItemsEachIsDrawnAndNothingElse(long items) {
    Zipfian zipfian = new Zipfian(items);
    boolean[] seen = new boolean[(int) items];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      seen[(int) zipfian.next(random)] = true;
    }
    assertThat(seen).doesNotContain(false);
  }

  private static double sum(long from, long to) {
    double sum = 0;
    for (long i = from; i <= to; i++) {
      sum += 1 / Math.pow((double) i, 0.99);
    }
    return sum;
  }
}
