package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a workload does, it ends when told to, and leaves neither thread nor page. */
class WorkloadStopTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;
  private WorkloadEngine store;
  private long pagesBefore;

  @BeforeEach
  void open() {
    store = new WorkloadEngine(directory, 64);
    pagesBefore = store.slottedPages();
  }

  @AfterEach
  void close() {
    assertThat(store.slottedPages()).isEqualTo(pagesBefore);
    store.close();
  }

  @Test
  void whileItLoads() {
    Workload workload = start(Specs.small(Mix.A).keys(WorkloadSpec.KEYS_MAX).duration(HOUR));
    Watch.until(() -> workload.progress().loaded() > 1_000);
    assertThat(workload.progress().phase()).isEqualTo(Phase.LOADING);
    assertThat(workload.progress().remainingMillis()).isEqualTo(3_600_000);
    WorkloadProgress end = stopWithinASecond(workload);
    assertThat(end.loaded()).isBetween(1_001L, WorkloadSpec.KEYS_MAX - 1);
    assertThat(end.done()).isZero();
  }

  @Test
  void whileItRunsAsFastAsItCan() {
    Workload workload = start(Specs.small(Mix.A).duration(HOUR));
    Watch.until(() -> workload.progress().done() > 1_000);
    assertThat(workload.progress().phase()).isEqualTo(Phase.RUNNING);
    WorkloadProgress end = stopWithinASecond(workload);
    assertThat(end.done()).isGreaterThan(1_000);
    assertThat(end.errors()).isEmpty();
    assertThat(workload.progress()).as("the last progress stands").isEqualTo(end);
  }

  @Test
  void whileItWaitsForTheNextOperationOfALowRate() {
    Workload workload = start(Specs.small(Mix.B).rate(1).duration(HOUR));
    Watch.until(() -> workload.progress().done() > 0);
    assertThat(stopWithinASecond(workload).done()).isBetween(1L, 3L);
  }

  @Test
  void whileItPausesAfterErrors() {
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              if (call.is("getRecord")) {
                throw new EngineException(ErrorCode.BUSY, "planted");
              }
              return call.proceed();
            });
    Workload workload =
        Watch.start(
            pages.factory(), Specs.small(Mix.C).onError(OnError.CONTINUE).duration(HOUR).seeded(1));
    Watch.until(() -> !workload.progress().errors().isEmpty());
    WorkloadProgress end = stopWithinASecond(workload);
    assertThat(end.errors()).containsOnlyKeys("busy");
    assertThat(end.done()).isZero();
  }

  @Test
  void itsThreadsAreNeverInterrupted() {
    AtomicBoolean interrupted = new AtomicBoolean();
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              Object result = call.proceed();
              if (Thread.currentThread().isInterrupted()) {
                interrupted.set(true);
              }
              return result;
            });
    Workload workload = Watch.start(pages.factory(), Specs.small(Mix.A).duration(HOUR).seeded(1));
    Watch.until(() -> workload.progress().done() > 100);
    stopWithinASecond(workload);
    assertThat(interrupted).isFalse();
  }

  @Test
  void cleaningUpCanBeCutShort() throws InterruptedException {
    CountDownLatch cleaning = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              if (call.is("deletePage")) {
                cleaning.countDown();
                awaitUnchecked(goOn);
              }
              return call.proceed();
            });
    Workload workload = Watch.start(pages.factory(), Specs.small(Mix.C).threads(1).seeded(1));
    cleaning.await();
    assertThat(workload.progress().phase()).isEqualTo(Phase.STOPPING);
    workload.leaveTheRest();
    goOn.countDown();
    WorkloadProgress end = Watch.end(workload);
    assertThat(end.left()).isEqualTo(pages.successes("createPage") - 1);
    pagesBefore += end.left();
  }

  private Workload start(Specs specs) {
    return Watch.start(PageStoreTarget.factory(store.engine), specs.seeded(5));
  }

  private static WorkloadProgress stopWithinASecond(Workload workload) {
    long asked = System.nanoTime();
    workload.stop();
    Watch.until(() ->
        workload.progress().phase() != Phase.LOADING
            && workload.progress().phase() != Phase.RUNNING);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
    WorkloadProgress end = Watch.end(workload);
    assertThat(end.phase()).isEqualTo(Phase.STOPPED);
    assertThat(end.endCause()).isEqualTo(EndCause.REQUEST);
    assertThat(end.left()).isZero();
    return end;
  }

  private static void awaitUnchecked(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
