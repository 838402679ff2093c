package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyChooserTest {

  private static final int DRAWS = 400_000;
  private static final int KEYS = 1_000;

  @ParameterizedTest
  @EnumSource
  void keysAreThoseThatAreThere(Distribution distribution) {
    KeyChooser chooser = KeyChooser.of(distribution, 10);
    SplittableRandom random = new SplittableRandom(1);
    for (int keys = 10; keys < 2_000; keys++) {
      assertThat(chooser.next(random, keys)).isBetween(0L, keys - 1L);
    }
  }

  @Test
  void uniformKeysPassAChiSquareTest() {
    long[] counts = draw(Distribution.UNIFORM);
    double mean = (double) DRAWS / KEYS;
    double chiSquare = 0;
    for (long count : counts) {
      chiSquare += (count - mean) * (count - mean) / mean;
    }
    // 999 degrees of freedom: mean 999, deviation 44.7; four deviations either side.
    assertThat(chiSquare).isCloseTo(999, within(179.0));
  }

  @Test
  void sequentialKeysComeRoundAfterRound() {
    KeyChooser chooser = KeyChooser.of(Distribution.SEQUENTIAL, 3);
    SplittableRandom random = new SplittableRandom(1);
    for (long expected : new long[] {0, 1, 2, 0, 1, 2, 0}) {
      assertThat(chooser.next(random, 3)).isEqualTo(expected);
    }
  }

  @Test
  void theNewestKeyIsTheMostPopularOfTheLatest() {
    long[] counts = draw(Distribution.LATEST);
    double zeta = 0;
    for (int i = 1; i <= KEYS; i++) {
      zeta += Math.pow(i, -0.99);
    }
    assertCount(counts[KEYS - 1], 1 / zeta);
    assertCount(counts[KEYS - 2], Math.pow(2, -0.99) / zeta);
  }

  @Test
  void theLatestFollowsInserts() {
    KeyChooser chooser = KeyChooser.of(Distribution.LATEST, KEYS);
    SplittableRandom random = new SplittableRandom(1);
    long newest = 0;
    for (int keys = KEYS + 1; keys <= KEYS + 10_000; keys++) {
      newest += chooser.next(random, keys) == keys - 1 ? 1 : 0;
    }
    // 1 / zeta is 0.133 for a thousand keys and 0.102 for eleven thousand.
    assertThat(newest).isBetween(1_000L, 1_300L);
  }

  @Test
  void popularKeysOfScrambledZipfianAreThoseThatTheHashSays() {
    long[] counts = draw(Distribution.ZIPFIAN);
    // Beside its own share, a key has that of all ranks that come to it by chance: about 1/1000 of
    // what the two ranks leave.
    double zeta = 26.46902820178302;
    double others = (1 - (1 + Math.pow(2, -0.99)) / zeta) / KEYS;
    assertThat(counts[key(0)] / (double) DRAWS).isCloseTo(1 / zeta + others, within(0.003));
    assertThat(counts[key(1)] / (double) DRAWS)
        .isCloseTo(Math.pow(2, -0.99) / zeta + others, within(0.003));
    assertThat(counts).doesNotContain(0);
  }

  @Test
  void theHashIsFnv1aOfEightBytes() {
    for (long number : new long[] {0, 1, 255, 256, 9_999_999_999L, Long.MAX_VALUE}) {
      assertThat(KeyChooser.ScrambledZipfian.fnv1a(number)).isEqualTo(fnv1a(number).longValue());
    }
  }

  @Test
  void theSameSeedGivesTheSameKeys() {
    assertThat(draw(Distribution.ZIPFIAN)).isEqualTo(draw(Distribution.ZIPFIAN));
  }

  private static long[] draw(Distribution distribution) {
    KeyChooser chooser = KeyChooser.of(distribution, KEYS);
    SplittableRandom random = new SplittableRandom(42);
    long[] counts = new long[KEYS];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) chooser.next(random, KEYS)]++;
    }
    return counts;
  }

  /** Within four standard deviations. */
  private static void assertCount(long count, double probability) {
    double deviation = Math.sqrt(DRAWS * probability * (1 - probability));
    assertThat((double) count).isCloseTo(DRAWS * probability, within(4 * deviation));
  }

  private static int key(long rank) {
    return (int) (Math.abs(fnv1a(rank).longValue()) % KEYS);
  }

  /** The hash as its authors write it, in numbers without a bound. */
  private static BigInteger fnv1a(long number) {
    BigInteger hash = new BigInteger("14695981039346656037");
    for (int i = 0; i < 8; i++) {
      hash =
          hash.xor(BigInteger.valueOf((number >> (8 * i)) & 0xFF))
              .multiply(new BigInteger("1099511628211"))
              .mod(BigInteger.TWO.pow(64));
    }
    return hash;
  }
}
