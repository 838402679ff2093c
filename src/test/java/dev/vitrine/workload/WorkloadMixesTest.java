package dev.vitrine.workload;

import static dev.vitrine.workload.OperationKind.INSERT;
import static dev.vitrine.workload.OperationKind.READ;
import static dev.vitrine.workload.OperationKind.READ_MODIFY_WRITE;
import static dev.vitrine.workload.OperationKind.SCAN;
import static dev.vitrine.workload.OperationKind.UPDATE;
import static dev.vitrine.workload.Watch.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mix on the real engine, its counters compared with the engine's own. */
class WorkloadMixesTest {

  private static final int FRAMES = 16;
  private static final int FRAMES_FOR_ALL = 4_096;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void whatAMixSaysItDidIsWhatTheEngineCounted(Mix mix) {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES_FOR_ALL)) {
      long before = store.accesses();
      InterceptedPages pages = runAndAddUp(store, mix, System.nanoTime());
      assertThat(store.accesses() - before).isEqualTo(accesses(pages));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolFarSmallerThanTheDataChangesNothingButTheMisses(Mix mix) {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      long before = store.accesses();
      InterceptedPages pages = runAndAddUp(store, mix, System.nanoTime());
      assertThat(pages.successes("createPage")).isGreaterThan(FRAMES);
      // A page that leaves its frame before the writer that loaded it has its latch misses twice.
      assertThat(store.accesses() - before)
          .isBetween(accesses(pages), accesses(pages) + accesses(pages) / 20);
    }
  }

  /** What the workload reports, what it called, and what is left of it. */
  private static InterceptedPages runAndAddUp(WorkloadEngine store, Mix mix, long seed) {
    InterceptedPages pages = new InterceptedPages(store.engine.pages());
    WorkloadProgress end =
        Watch.runToEnd(
            pages.factory(), Specs.small(mix).duration(Duration.ofMillis(250)).seeded(seed));
    String as = "seed %d, %s".formatted(seed, end);
    assertThat(end.phase()).as(as).isEqualTo(Phase.DONE);
    assertThat(end.endCause()).as(as).isEqualTo(EndCause.DURATION);
    assertThat(end.errors()).as(as).isEmpty();
    assertThat(end.loaded()).as(as).isEqualTo(500);
    assertThat(end.done()).as(as).isPositive();
    assertThat(pages.successes("insertRecord")).as(as).isEqualTo(500 + records(end, INSERT));
    assertThat(pages.successes("getRecord"))
        .as(as)
        .isEqualTo(records(end, READ) + records(end, SCAN) + records(end, READ_MODIFY_WRITE));
    assertThat(pages.successes("updateRecord"))
        .as(as)
        .isEqualTo(records(end, UPDATE) + records(end, READ_MODIFY_WRITE));
    assertThat(pages.successes("deletePage")).as(as).isEqualTo(pages.successes("createPage"));
    assertThat(end.left()).as(as).isZero();
    assertThat(store.slottedPages()).as(as).isZero();
    return pages;
  }

  /** Each of these looks at a page once, also the insert that finds it full. */
  private static long accesses(InterceptedPages pages) {
    return pages.attempts("insertRecord")
        + pages.attempts("getRecord")
        + pages.attempts("updateRecord");
  }

  @ParameterizedTest
  @EnumSource
  void everyDistributionWorksWithInserts(Distribution distribution) {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      WorkloadProgress end =
          Watch.runToEnd(
              PageStoreTarget.factory(store.engine),
              Specs.small(Mix.E).distribution(distribution).keys(1).seeded(3));
      assertThat(end.phase()).as("%s", end).isEqualTo(Phase.DONE);
      assertThat(records(end, INSERT)).isPositive();
      assertThat(records(end, SCAN)).isPositive();
    }
  }

  @Test
  void latenciesAreCountedOnceForEachOperationAndAreInOrder() {
    try (WorkloadEngine store = new WorkloadEngine(directory, 64)) {
      WorkloadProgress end =
          Watch.runToEnd(PageStoreTarget.factory(store.engine), Specs.small(Mix.A).seeded(1));
      assertThat(end.operations())
          .extracting(OperationProgress::kind)
          .containsExactly(READ, UPDATE);
      for (OperationProgress operation : end.operations()) {
        LatencyMicros latency = operation.latency();
        assertThat(latency.count()).isEqualTo(operation.done());
        assertThat(List.of(latency.p50(), latency.p95(), latency.p99(), latency.max())).isSorted();
        assertThat(latency.p50()).isPositive();
        assertThat(operation.service()).isEqualTo(latency);
      }
      assertThat(end.averagePerSecond())
          .isCloseTo(end.done() / 0.3, within(end.done() / 0.3 * 0.1));
    }
  }

  @Test
  void whatIsToBeKeptStays() {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      long before = store.slottedPages();
      InterceptedPages pages = new InterceptedPages(store.engine.pages());
      WorkloadProgress end = Watch.runToEnd(pages.factory(), Specs.small(Mix.C).keep().seeded(1));
      assertThat(end.phase()).isEqualTo(Phase.DONE);
      assertThat(end.left()).isEqualTo(pages.successes("createPage"));
      assertThat(store.slottedPages()).isEqualTo(before + end.left());
    }
  }

  @Test
  void aWorkerThatHasInsertedEveryKeyThereMayBeEndsTheWork() {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      WorkloadSpec spec = Specs.small(Mix.D).seeded(1);
      WorkloadTarget target = PageStoreTarget.factory(store.engine).create(spec);
      VerifiedRecords records = new VerifiedRecords(target, spec, 502);
      for (long key = 0; key < 500; key++) {
        records.load(key);
      }
      StopSignal signal = new StopSignal();
      WorkMeter meter = new WorkMeter(spec);
      new Worker(
              spec,
              records,
              KeyChooser.of(Distribution.LATEST, 500),
              new Schedule(System.nanoTime(), 0),
              meter,
              new Failures(OnError.STOP, signal),
              signal,
              new SplittableRandom(1))
          .workUntil(System.nanoTime() + Duration.ofSeconds(10).toNanos());
      assertThat(signal.raise(EndCause.DURATION)).isEqualTo(EndCause.KEYS);
      assertThat(records.readable()).isEqualTo(502);
      assertThat(meter.of(INSERT).done()).isEqualTo(2);
    }
  }
}
