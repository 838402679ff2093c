package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadSpecTest {

  @Test
  void whatIsOutOfBoundsIsRefusedByFieldWithTheReason() {
    assertRefused("keys", "keys is 0, not in 1..4000000", specs -> specs.keys(0));
    assertRefused("keys", "keys is 4000001, not in 1..4000000", specs -> specs.keys(4_000_001));
    assertRefused(
        "record_bytes", "record_bytes is 23, not in 24..65536", specs -> specs.recordBytes(23));
    assertRefused("record_bytes", "65537, not in", specs -> specs.recordBytes(65_537));
    assertRefused("threads", "threads is 0, not in 1..64", specs -> specs.threads(0));
    assertRefused("threads", "threads is 65, not in 1..64", specs -> specs.threads(65));
    assertRefused("target_ops_per_sec", "is -1, not in 0..10000000", specs -> specs.rate(-1));
    assertRefused("target_ops_per_sec", "is 10000001", specs -> specs.rate(10_000_001));
    assertRefused(
        "duration_seconds",
        "duration_seconds is 0, not in 0.01..86400",
        specs -> specs.duration(Duration.ZERO));
    assertRefused(
        "duration_seconds",
        "duration_seconds is 86400.001, not in",
        specs -> specs.duration(Duration.ofHours(24).plusMillis(1)));
  }

  @Test
  void aNumberOfSecondsIsRefusedAsItWasSent() {
    assertThat(WorkloadSpec.duration(0.01)).isEqualTo(Duration.ofMillis(10));
    assertThat(WorkloadSpec.duration(86_400)).isEqualTo(Duration.ofDays(1));
    for (double seconds : new double[] {1e308, -1, 0.009, 86_400.1, Double.NaN}) {
      EngineException refused =
          catchThrowableOfType(EngineException.class, () -> WorkloadSpec.duration(seconds));
      assertThat(refused.details()).containsEntry("field", "duration_seconds");
      assertThat(refused).hasMessage("duration_seconds is " + seconds + ", not in 0.01..86400");
    }
  }

  @Test
  void theBoundsThemselvesAreFine() {
    Specs.small(Mix.A)
        .keys(4_000_000)
        .recordBytes(24)
        .threads(64)
        .rate(10_000_000)
        .duration(Duration.ofHours(24))
        .seeded(1);
  }

  @Test
  void longRecordsAllowFewerKeys() {
    // 16 GiB / 65,536 bytes.
    assertRefused(
        "keys",
        "keys is 262145, not in 1..262144",
        specs -> specs.recordBytes(65_536).keys(262_145));
  }

  @ParameterizedTest
  @EnumSource
  void aMixIsOneHundredPercentAndDrawsItsProportions(Mix mix) {
    int sum = 0;
    for (OperationKind kind : OperationKind.values()) {
      int drawn = 0;
      for (int i = 0; i < 100; i++) {
        drawn += mix.kind(i) == kind ? 1 : 0;
      }
      assertThat(drawn).isEqualTo(mix.percent(kind));
      sum += mix.percent(kind);
    }
    assertThat(sum).isEqualTo(100);
  }

  @Test
  void mixesAreThoseOfYcsb() {
    // read, update, insert, scan, read-modify-write, as in its files workloada to workloadf.
    assertThat(percents(Mix.A)).containsExactly(50, 50, 0, 0, 0);
    assertThat(percents(Mix.B)).containsExactly(95, 5, 0, 0, 0);
    assertThat(percents(Mix.C)).containsExactly(100, 0, 0, 0, 0);
    assertThat(percents(Mix.D)).containsExactly(95, 0, 5, 0, 0);
    assertThat(percents(Mix.E)).containsExactly(0, 0, 5, 95, 0);
    assertThat(percents(Mix.F)).containsExactly(50, 0, 0, 0, 50);
    assertThat(Mix.D.defaultDistribution()).isEqualTo(Distribution.LATEST);
    assertThat(WorkloadSpec.of(Mix.E, 1).distribution()).isEqualTo(Distribution.ZIPFIAN);
  }

  private static int[] percents(Mix mix) {
    return Arrays.stream(OperationKind.values()).mapToInt(mix::percent).toArray();
  }

  private static void assertRefused(String field, String reason, UnaryOperator<Specs> change) {
    EngineException refused =
        catchThrowableOfType(
            EngineException.class, () -> change.apply(Specs.small(Mix.A)).seeded(1));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.details()).containsEntry("field", field);
    assertThat(refused).hasMessageContaining(reason);
  }
}
