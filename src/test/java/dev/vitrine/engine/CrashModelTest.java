package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random operations, faults, crashes and recoveries against a model. {@code -Dvitrine.seed=n}
 * replays one history, {@code -Dvitrine.soak=s} goes on for so many seconds.
 */
class CrashModelTest {

  private static final int LIVES = 12;
  private static final long SECONDS = Long.getLong("vitrine.soak", 8);

  @Test
  @Timeout(value = 24, unit = TimeUnit.HOURS)
  void whatWasAcknowledgedIsThereAndNothingIsThereByHalves() {
    Long only = Long.getLong("vitrine.seed");
    if (only != null) {
      run(only);
      return;
    }
    long first = System.nanoTime() >>> 8;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    int histories = 0;
    long acknowledged = 0;
    long crashes = 0;
    while (System.nanoTime() < end) {
      CrashModel model = run(first + histories);
      histories++;
      acknowledged += model.acknowledged();
      crashes += model.crashes();
    }
    System.out.printf(
        "%d histories from seed %d on: %d operations acknowledged, %d crashes, 0 lost%n",
        histories, first, acknowledged, crashes);
    assertThat(crashes).isPositive();
  }

  private static CrashModel run(long seed) {
    CrashModel model = new CrashModel(seed);
    try {
      model.run(LIVES);
      return model;
    } catch (Throwable e) {
      throw new AssertionError(
          "-Dvitrine.seed=%d: %s%n%s".formatted(seed, e, model.history()), e);
    }
  }
}
