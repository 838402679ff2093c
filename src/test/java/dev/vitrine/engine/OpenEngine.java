package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vitrine.engine.Verification.State;
import dev.vitrine.engine.verify.VerificationReport;
import java.time.Duration;

/** Has an engine verified while it is open. */
final class OpenEngine {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private OpenEngine() {}

  static VerificationReport verify(StorageEngine engine) {
    Verification done = awaitEnd(engine, engine.verifications().startVerification());
    assertThat(done.state()).as("%s", done.error()).isEqualTo(State.DONE);
    VerificationReport report = done.report();
    assertThat(report).isNotNull();
    return report;
  }

  static Verification awaitEnd(StorageEngine engine, Verification started) {
    return await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(
            () -> engine.verifications().getVerification(started.id()),
            now -> now.state() != State.RUNNING);
  }
}
