package dev.vitrine.workload;

import static dev.vitrine.workload.OperationKind.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetRateTest {

  @TempDir Path directory;

  @Test
  void theTargetRateIsKept() {
    try (WorkloadEngine store = new WorkloadEngine(directory, 64)) {
      Workload workload =
          Watch.start(
              PageStoreTarget.factory(store.engine),
              Specs.small(Mix.B).rate(1_000).duration(Duration.ofSeconds(2)).seeded(1));
      Watch.until(() -> workload.progress().done() > 1_500);
      WorkloadProgress midway = workload.progress();
      WorkloadProgress end = Watch.end(workload);
      assertThat(midway.perSecond()).isCloseTo(1_000, within(150.0));
      assertThat(end.done()).isBetween(1_800L, 2_001L);
      assertThat(end.averagePerSecond()).isCloseTo(1_000, within(100.0));
      assertThat(end.perSecond()).as("it has ended").isZero();
    }
  }

  /** One read of 200 ms among 200 a second: about forty come due meanwhile and have to wait. */
  @Test
  void aStallCountsForEveryOperationThatWasDueMeanwhile() {
    try (WorkloadEngine store = new WorkloadEngine(directory, 64)) {
      InterceptedPages pages =
          new InterceptedPages(
              store.engine.pages(),
              call -> {
                if (call.is("getRecord") && call.ordinal() == 20) {
                  stall();
                }
                return call.proceed();
              });
      WorkloadProgress end =
          Watch.runToEnd(
              pages.factory(),
              Specs.small(Mix.C).threads(1).rate(200).duration(Duration.ofMillis(600)).seeded(1));
      OperationProgress reads = Watch.operation(end, READ);
      assertThat(reads.done()).isBetween(110L, 121L);
      // 41 of 120 are late by 0 to 200 ms: so 5 % of all are late by 170 ms, and most are in time.
      assertThat(reads.latency().p95()).isBetween(120_000.0, 230_000.0);
      assertThat(reads.latency().p50()).isLessThan(50_000);
      assertThat(reads.latency().max()).isGreaterThan(200_000);
      assertThat(reads.service().p95()).as("one read was slow").isLessThan(50_000);
      assertThat(reads.service().max()).isGreaterThan(200_000);
    }
  }

  @Test
  void theBacklogTellsWhatIsDueAndNotBegun() {
    Schedule schedule = new Schedule(1_000, 1_000);
    // Due at 0, 1, 2 and 3 ms.
    assertThat(schedule.backlog(1_000 + TimeUnit.MICROSECONDS.toNanos(3_500))).isEqualTo(4);
    assertThat(schedule.next()).isEqualTo(1_000);
    assertThat(schedule.next()).isEqualTo(1_001_000);
    assertThat(schedule.backlog(1_000 + TimeUnit.MICROSECONDS.toNanos(3_500))).isEqualTo(2);
    assertThat(schedule.backlog(1_000)).as("taken ahead of time").isZero();
  }

  @Test
  void aRateLooksBackASecond() {
    RateWindow rate = new RateWindow();
    assertThat(rate.perSecond()).isZero();
    rate.sample(0, 0);
    assertThat(rate.perSecond()).isZero();
    rate.sample(500_000_000, 50);
    assertThat(rate.perSecond()).as("half a second is all there is").isEqualTo(100);
    rate.sample(1_000_000_000, 100);
    rate.sample(1_500_000_000, 400);
    assertThat(rate.perSecond()).as("from 0.5 to 1.5 s").isEqualTo(350);
  }

  private static void stall() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
