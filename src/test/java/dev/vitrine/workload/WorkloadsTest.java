package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadsTest {

  private static final WorkloadSpec AN_HOUR =
      Specs.small(Mix.B).keys(10).rate(10).duration(Duration.ofHours(1)).seeded(1);

  @TempDir Path directory;
  private WorkloadEngine store;
  private Workloads workloads;
  private long pagesBefore;

  @BeforeEach
  void open() {
    store = new WorkloadEngine(directory, 64);
    pagesBefore = store.slottedPages();
    workloads =
        new Workloads(
            List.of(PageStoreTarget.factory(store.engine)), store.engine::requireWritable);
  }

  @AfterEach
  void close() {
    workloads.close();
    assertThat(Watch.threads()).isZero();
    assertThat(workloads.list()).allMatch(progress -> progress.phase().ended());
    assertThat(store.slottedPages()).isEqualTo(pagesBefore);
    store.close();
  }

  @Test
  void aWorkloadGetsANameUnderWhichItIsFoundAndStopped() {
    WorkloadProgress started = workloads.start(AN_HOUR);
    assertThat(started.name()).isEqualTo("ycsb-b-1");
    assertThat(started.spec()).isEqualTo(AN_HOUR);
    assertThat(workloads.get("ycsb-b-1").orElseThrow().phase().ended()).isFalse();
    assertThat(workloads.stop("ycsb-b-1")).isPresent();
    Watch.until(() -> workloads.get("ycsb-b-1").orElseThrow().phase() == Phase.STOPPED);
    assertThat(workloads.stop("ycsb-b-1").orElseThrow().phase()).isEqualTo(Phase.STOPPED);
    assertThat(workloads.get("unknown")).isEmpty();
    assertThat(workloads.stop("unknown")).isEmpty();
  }

  @Test
  void noneIsStartedWhileTheEngineTakesNoChanges() {
    EngineException why = new EngineException(ErrorCode.READ_ONLY, "the engine is read-only");
    try (Workloads refusing =
        new Workloads(
            List.of(PageStoreTarget.factory(store.engine)),
            () -> {
              throw why;
            })) {
      assertRefused(ErrorCode.READ_ONLY, () -> refusing.start(AN_HOUR));
      assertThat(refusing.list()).isEmpty();
    }
  }

  @Test
  void thereAreNeverMoreThanFourAtOnce() {
    for (int i = 0; i < Workloads.ACTIVE_MAX; i++) {
      workloads.start(AN_HOUR);
    }
    EngineException refused = assertRefused(ErrorCode.BUSY, () -> workloads.start(AN_HOUR));
    assertThat(refused.details()).containsEntry("max_active_workloads", 4);
    workloads.stop("ycsb-b-2");
    Watch.until(() -> workloads.get("ycsb-b-2").orElseThrow().phase().ended());
    assertThat(workloads.start(AN_HOUR).name()).isEqualTo("ycsb-b-5");
  }

  @Test
  void theLastSixtyFourThatEndedAreRemembered() {
    WorkloadSpec brief =
        Specs.small(Mix.C).keys(1).threads(1).duration(Duration.ofMillis(10)).seeded(1);
    workloads.start(AN_HOUR);
    for (int i = 0; i < 66; i++) {
      String name = workloads.start(brief).name();
      Watch.until(() -> workloads.get(name).orElseThrow().phase().ended());
    }
    assertThat(workloads.list())
        .hasSize(65)
        .extracting(WorkloadProgress::name)
        .startsWith("ycsb-b-1", "ycsb-c-4", "ycsb-c-5")
        .endsWith("ycsb-c-67");
  }

  @Test
  void closingEndsThemAllAndStartsNoMore() {
    workloads.start(AN_HOUR);
    workloads.start(Specs.small(Mix.A).keys(1_000_000).seeded(1));
    workloads.close();
    assertThat(workloads.list()).extracting(WorkloadProgress::phase).containsOnly(Phase.STOPPED);
    assertRefused(ErrorCode.BUSY, () -> workloads.start(AN_HOUR));
  }

  @Test
  void targetsThatAreUnknownOrTakeNoSuchRecordsAreRefused() {
    WorkloadSpec tooLong = Specs.small(Mix.A).recordBytes(4_045).seeded(1);
    EngineException refused =
        assertRefused(ErrorCode.INVALID_REQUEST, () -> workloads.start(tooLong));
    assertThat(refused.details()).containsEntry("field", "record_bytes");
    // A page of 4,096 bytes less header (48) and slot (4).
    assertThat(refused).hasMessage("record_bytes is 4045, not in 24..4044");

    WorkloadSpec elsewhere =
        new WorkloadSpec(
            "lsm",
            Mix.A,
            Distribution.UNIFORM,
            1,
            100,
            1,
            0,
            Duration.ofSeconds(1),
            OnError.STOP,
            1,
            false);
    refused = assertRefused(ErrorCode.INVALID_REQUEST, () -> workloads.start(elsewhere));
    assertThat(refused.details()).containsEntry("field", "target");
    assertThat(refused).hasMessage("target is lsm, not one of [pages]");
  }

  private static EngineException assertRefused(ErrorCode code, ThrowingCallable call) {
    EngineException refused = catchThrowableOfType(EngineException.class, call);
    assertThat(refused.code()).isEqualTo(code);
    return refused;
  }
}
