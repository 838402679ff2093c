package dev.vitrine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short crash loop on the packaged jar; {@code -Dvitrine.kills} and {@code -Dvitrine.seed}. */
class CrashLoopIT {

  @Test
  @SuppressWarnings("SystemOut") // the figures are what it is for
  void nothingThatWasAcknowledgedIsLost() throws Exception {
    int kills = Integer.getInteger("vitrine.kills", 5);
    CrashLoop.Report report = CrashLoop.run(kills, Long.getLong("vitrine.seed", System.nanoTime()));
    System.out.println(report);
    assertThat(report.kills()).isEqualTo(kills);
    assertThat(report.acknowledged()).isPositive();
  }
}
