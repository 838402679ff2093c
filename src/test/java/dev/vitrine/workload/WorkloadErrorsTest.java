package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadErrorsTest {

  @TempDir Path directory;
  private WorkloadEngine store;

  @BeforeEach
  void open() {
    store = new WorkloadEngine(directory, 64);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void errorsAreCountedByKindAndTheWorkGoesOnWhereThatIsThePolicy() {
    InterceptedPages pages =
        failing(
            Map.of("getRecord", ErrorCode.CHECKSUM_FAILURE, "updateRecord", ErrorCode.BUSY), 20, 3);
    WorkloadProgress end =
        Watch.runToEnd(pages.factory(), Specs.small(Mix.A).onError(OnError.CONTINUE).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.DONE);
    assertThat(end.errors()).isEqualTo(Map.of("checksum-failure", 3L, "busy", 3L));
    assertThat(end.firstError()).endsWith("planted");
    assertThat(end.done())
        .isEqualTo(pages.successes("getRecord") + pages.successes("updateRecord"))
        .isGreaterThan(100);
  }

  @Test
  void theFirstErrorEndsTheWorkWhereThatIsThePolicy() {
    InterceptedPages pages = failing(Map.of("getRecord", ErrorCode.IO_FAILURE), 20, 1);
    WorkloadProgress end = Watch.runToEnd(pages.factory(), Specs.small(Mix.A).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.FAILED);
    assertThat(end.endCause()).isEqualTo(EndCause.ERROR);
    assertThat(end.errors()).isEqualTo(Map.of("io-failure", 1L));
    assertThat(end.firstError()).isEqualTo("io-failure: planted");
    assertThat(end.left()).isZero();
  }

  @Test
  void aMistakeOfOursIsNotPassedOverWhateverThePolicy() {
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              if (call.is("getRecord")) {
                throw new IllegalStateException("planted");
              }
              return call.proceed();
            });
    WorkloadProgress end =
        Watch.runToEnd(pages.factory(), Specs.small(Mix.C).onError(OnError.CONTINUE).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.FAILED);
    assertThat(end.errors()).containsOnlyKeys("internal");
    assertThat(end.firstError()).isEqualTo("internal: java.lang.IllegalStateException: planted");
  }

  @Test
  void aKeyThatFailsToLoadIsTriedAgain() {
    InterceptedPages pages = failing(Map.of("insertRecord", ErrorCode.BUSY), 50, 4);
    WorkloadProgress end =
        Watch.runToEnd(pages.factory(), Specs.small(Mix.C).onError(OnError.CONTINUE).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.DONE);
    assertThat(end.loaded()).isEqualTo(500);
    assertThat(end.errors()).isEqualTo(Map.of("busy", 4L));
  }

  @Test
  void aKeyThatCantBeLoadedAtAllEndsTheWork() {
    InterceptedPages pages = failing(Map.of("createPage", ErrorCode.DISK_FULL), 1, 1_000);
    WorkloadProgress end =
        Watch.runToEnd(
            pages.factory(), Specs.small(Mix.C).threads(1).onError(OnError.CONTINUE).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.FAILED);
    assertThat(end.errors()).isEqualTo(Map.of("disk-full", (long) Loader.ATTEMPTS_MAX));
    assertThat(end.done()).isZero();
  }

  @Test
  void anInsertThatFailedIsMadeUpForSoThatThereAreNoHoles() {
    AtomicLong planted = new AtomicLong();
    InterceptedPages pages =
        new InterceptedPages(
            store.engine.pages(),
            call -> {
              if (call.is("insertRecord") && call.ordinal() > 600 && call.ordinal() % 7 == 0) {
                planted.incrementAndGet();
                throw new EngineException(ErrorCode.BUSY, "planted");
              }
              return call.proceed();
            });
    WorkloadProgress end =
        Watch.runToEnd(pages.factory(), Specs.small(Mix.D).onError(OnError.CONTINUE).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.DONE);
    assertThat(planted).hasPositiveValue();
    assertThat(end.errors()).isEqualTo(Map.of("busy", planted.get()));
  }

  @Test
  void aPageThatCantBeFreedIsCountedAndToldAsLeft() {
    InterceptedPages pages = failing(Map.of("deletePage", ErrorCode.PAGE_PINNED), 1, 2);
    WorkloadProgress end = Watch.runToEnd(pages.factory(), Specs.small(Mix.C).seeded(1));
    assertThat(end.phase()).isEqualTo(Phase.DONE);
    assertThat(end.errors()).isEqualTo(Map.of("page-pinned", 2L));
    assertThat(end.left()).isEqualTo(2);
  }

  /** Fails the calls of these methods from the {@code first} on, so many of them. */
  private InterceptedPages failing(Map<String, ErrorCode> errors, long first, long count) {
    return new InterceptedPages(
        store.engine.pages(),
        call -> {
          ErrorCode error = errors.get(call.method().getName());
          if (error != null && call.ordinal() >= first && call.ordinal() < first + count) {
            throw new EngineException(error, "planted");
          }
          return call.proceed();
        });
  }
}
