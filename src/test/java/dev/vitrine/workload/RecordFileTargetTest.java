package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RecordFile;
import dev.vitrine.engine.RecordFileStatistics;
import dev.vitrine.engine.btree.TreeReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every mix on an ordered record file of the real engine. */
class RecordFileTargetTest {

  private static final int FRAMES = 64;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void everyMixRunsVerifiedAndLeavesNothing(Mix mix) {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      long allocated = store.engine.io().countPages().allocated();
      long seed = System.nanoTime();
      WorkloadProgress end = run(store, Specs.small(mix), seed);
      String as = "seed %d, %s".formatted(seed, end);
      assertThat(end.phase()).as(as).isEqualTo(Phase.DONE);
      assertThat(end.errors()).as(as).isEmpty();
      assertThat(end.done()).as(as).isPositive();
      assertThat(end.left()).as(as).isZero();
      assertThat(store.engine.records().listRecordFiles("", 9)).isEmpty();
      // But for the map page of the page file, which came with its first page.
      assertThat(store.engine.io().countPages().allocated()).isBetween(allocated, allocated + 1);
    }
  }

  @Test
  void whatIsKeptIsASoundFileWithEveryKey() {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      WorkloadProgress end = run(store, Specs.small(Mix.E).keep(), System.nanoTime());
      assertThat(end.left()).isEqualTo(1);
      RecordFile file = store.engine.records().listRecordFiles("", 9).getFirst();
      assertThat(file.name()).isEqualTo("workload-1");
      RecordFileStatistics found = store.engine.records().recordFileStatistics(file.name());
      assertThat(found.records()).isEqualTo(500 + Watch.records(end, OperationKind.INSERT));
      // 500 records of 200 bytes do not fit on one page of 4,096.
      assertThat(found.leafPages()).isGreaterThan(25);
      List<TreeReport> reports = store.engine.checkRecordFiles();
      assertThat(reports).hasSize(1);
      assertThat(reports.getFirst().violations()).isEmpty();
      // The next one takes another name.
      run(store, Specs.small(Mix.C).keep(), System.nanoTime());
      assertThat(store.engine.records().listRecordFiles("", 9))
          .extracting(RecordFile::name)
          .containsExactly("workload-1", "workload-2");
    }
  }

  @Test
  void recordsLongerThanALeafWork() {
    try (WorkloadEngine store = new WorkloadEngine(directory, FRAMES)) {
      WorkloadProgress end =
          run(store, Specs.small(Mix.F).keys(40).recordBytes(10_000), System.nanoTime());
      assertThat(end.phase()).as("%s", end).isEqualTo(Phase.DONE);
      assertThat(end.errors()).isEmpty();
    }
  }

  private static WorkloadProgress run(WorkloadEngine store, Specs specs, long seed) {
    return Watch.runToEnd(
        RecordFileTarget.factory(store.engine),
        specs.target(RecordFileTarget.NAME).duration(Duration.ofMillis(250)).seeded(seed));
  }
}
