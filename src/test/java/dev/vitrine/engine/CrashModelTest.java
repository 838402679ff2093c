package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  /** The test of the test: a device that lies about syncs loses what was acknowledged. */
  @Test
  void aDeviceThatLiesAboutSyncsIsFoundOut() {
    for (long seed = 1; seed <= 10; seed++) {
      CrashModel model = new CrashModel(seed, true);
      assertThatThrownBy(() -> model.run(LIVES))
          .satisfiesAnyOf(
              lost -> assertThat(lost).hasMessageStartingWith("lost or half done"),
              lost -> assertThat(lost).hasMessageStartingWith("told "),
              lost -> assertThat(lost).hasMessageStartingWith("not sound: "),
              lost -> assertThat(lost).hasMessageContaining("not of one moment"),
              lost -> assertThat(lost).hasMessageContaining("changes were lost from the log"),
              lost -> assertThat(lost).hasMessageContaining("the log is damaged"));
    }
  }

  private static CrashModel run(long seed) {
    CrashModel model = new CrashModel(seed, false);
    try {
      model.run(LIVES);
      return model;
    } catch (Throwable e) {
      throw new AssertionError("-Dvitrine.seed=%d: %s%n%s".formatted(seed, e, model.history()), e);
    }
  }
}
