package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.DiskIoEvent.IoStats;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DiskIoGaugeTest {

  private final FakeTotals totals = new FakeTotals();
  private final DiskIoGauge gauge = new DiskIoGauge(totals);

  private static IoStats stats(double reads, double writes, long micros) {
    return new IoStats(reads, writes, 0, 0, 100, 20, micros);
  }

  @Test
  void callsAreCountedFromOneSnapshotToTheNext() {
    totals.deviceCalls.set(1000);
    assertThat(gauge.read(stats(3, 2, 1_000_000)).iops()).isEqualTo(5);

    totals.deviceCalls.set(1030);
    assertThat(gauge.read(stats(3, 2, 3_000_000)).iops()).isEqualTo(15);
  }

  @Test
  void aSnapshotTakenAtTheSameMomentDividesByNothing() {
    assertThat(gauge.read(stats(0, 0, 5)).iops()).isZero();
    totals.deviceCalls.set(10);
    assertThat(gauge.read(stats(1, 0, 5)).iops()).isEqualTo(1);
  }

  @Test
  void theMeanLatencyWeighsReadsAndWritesByTheirNumber() {
    assertThat(gauge.read(stats(30, 10, 1)).avgLatency()).isEqualTo(80);
    assertThat(gauge.read(stats(0, 0, 2)).avgLatency()).isZero();
  }

  @Test
  void timesAreExactToTheMicrosecond() {
    assertThat(gauge.read(stats(0, 0, 1_763_886_000_123_456L)).timestamp())
        .isEqualTo(Instant.parse("2025-11-23T08:20:00.123456Z"));
  }
}
