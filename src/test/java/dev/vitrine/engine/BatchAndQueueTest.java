package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.AsyncOperation.State;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FaultyFileStore.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectored, coalesced and asynchronous I/O on raw pages 2 to 11. */
class BatchAndQueueTest {

  @TempDir Path directory;
  private FaultyFileStore files;
  private final EventLog log = new EventLog();
  private StorageEngine engine;

  @BeforeEach
  void tenRawPages() throws IOException {
    files = new FaultyFileStore(directory);
    engine = StorageEngine.open(SmallEngine.config(directory, 16), files, log);
    for (int i = 0; i < 10; i++) {
      engine.io().allocatePage();
    }
    log.take();
  }

  private static byte[] image(int fill) {
    byte[] image = new byte[SmallEngine.PAGE];
    java.util.Arrays.fill(image, 48, image.length, (byte) fill);
    return image;
  }

  private byte stored(long page) {
    return engine.io().readPage(page).bytes()[100];
  }

  @Test
  void adjacentPagesAreReadByOneCallAndToldAsOneEvent() {
    engine.io().writePage(4, image(44), null);
    engine.io().resetIoStats();
    log.take();
    List<PageImage> images = engine.batch().readPagesVectored(List.of(5L, 4L, 3L, 9L, 4L));
    assertThat(images).extracting(PageImage::pageId).containsExactly(5L, 4L, 3L, 9L, 4L);
    assertThat(images.get(1).bytes()[100]).isEqualTo((byte) 44);
    assertThat(images.get(4).bytes()).isEqualTo(images.get(1).bytes());
    // 3, 4, 5 are one run, 9 is another: four pages, two calls.
    IoStatistics io = engine.io().getIoStats();
    assertThat(io.reads()).isEqualTo(4);
    assertThat(io.readCalls()).isEqualTo(2);
    assertThat(io.bytesRead()).isEqualTo(4 * 4096);
    assertThat(log.take().getFirst()).startsWith("VectoredRead[pageCount=4, totalBytes=16384");
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aVectoredWriteIsOneEventAndOneCallForEachRun() {
    engine.io().resetIoStats();
    VectoredWriteResult result =
        engine
            .batch()
            .writePagesVectored(
                List.of(
                    new PageWrite(7, image(7)),
                    new PageWrite(2, image(2)),
                    new PageWrite(8, image(8))));
    assertThat(result.pageIds()).containsExactly(7L, 2L, 8L);
    assertThat(result.bytesWritten()).isEqualTo(3 * 4096);
    assertThat(log.take()).singleElement().asString().startsWith("VectoredWrite[pageCount=3");
    assertThat(engine.io().getIoStats().writeCalls()).isEqualTo(2);
    assertThat(engine.io().getIoStats().syncs()).as("the log was synced instead").isZero();
    assertThat(List.of(stored(2), stored(7), stored(8)))
        .containsExactly((byte) 2, (byte) 7, (byte) 8);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void oneBadImageLeavesAllPagesAsTheyWere() {
    long slotted = engine.pages().createPage().pageId();
    engine.pages().insertRecord(slotted, new byte[] {1}, null);
    log.take();
    PageWrite good = new PageWrite(2, image(2));
    assertRefused(
        ErrorCode.PAGE_IMAGE_INVALID,
        () -> engine.batch().writePagesVectored(List.of(good, new PageWrite(3, new byte[100]))));
    assertRefused(
        ErrorCode.PAGE_NOT_FOUND,
        () -> engine.batch().writePagesVectored(List.of(good, new PageWrite(99, image(1)))));
    assertRefused(
        ErrorCode.PAGE_OWNED,
        () -> engine.batch().writePagesVectored(List.of(good, new PageWrite(1, image(1)))));
    assertRefused(
        ErrorCode.INVALID_REQUEST, () -> engine.batch().writePagesVectored(List.of(good, good)));
    byte[] stored = engine.io().readPage(slotted).bytes();
    assertRefused(
        ErrorCode.PAGE_DIRTY,
        () -> engine.batch().writePagesVectored(List.of(good, new PageWrite(slotted, stored))));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> engine.batch().readPagesVectored(List.of()));
    assertThat(log.take()).noneMatch(event -> event.startsWith("VectoredWrite"));
    assertThat(stored(2)).isZero();
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aCoalescedImageIsReadAtOnceByEveryDoorAndWrittenTogether() {
    engine.pages().getPage(3); // 3 is in a frame, clean
    log.take();
    for (int page = 2; page < 6; page++) {
      engine.batch().writePageCoalesced(page, image(page + 40), null);
      assertThat(stored(page)).isEqualTo((byte) (page + 40));
      assertThat(engine.pages().getPage(page).lsn()).isEqualTo(engine.io().readPage(page).lsn());
    }
    engine.batch().flushCoalescedWrites();
    long written =
        log.take().stream()
            .filter(event -> event.startsWith("VectoredWrite"))
            .mapToLong(event -> Long.parseLong(event.replaceAll(".*pageCount=(\\d+).*", "$1")))
            .sum();
    assertThat(written).isEqualTo(4);
    assertThat(engine.batch().flushCoalescedWrites().pagesFlushed()).isZero();
    SmallEngine.verifyAndClose(engine);
    try (StorageEngine again = SmallEngine.open(directory, 16)) {
      assertThat(again.io().readPage(5).bytes()[100]).isEqualTo((byte) 45);
    }
  }

  @Test
  void anImageIsCoalescedOnlyOverTheVersionItWasMadeFor() {
    long stored = engine.io().readPage(2).lsn();
    long waiting = engine.batch().writePageCoalesced(2, image(1), stored).lsn();
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> engine.batch().writePageCoalesced(2, image(2), stored));
    engine.batch().writePageCoalesced(2, image(3), waiting);
    assertThat(stored(2)).isEqualTo((byte) 3);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void coalescedImagesAreWrittenByThemselvesAfterAMoment() {
    engine.batch().writePageCoalesced(2, image(1), null);
    long start = System.nanoTime();
    while (log.take().stream().noneMatch(event -> event.startsWith("VectoredWrite"))) {
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
      LockSupport.parkNanos(1_000_000);
    }
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void whatCannotBeWrittenStaysReadableAndIsWrittenLater() {
    files.fail(Fault.WRITE, "pages.vtr");
    engine.batch().writePageCoalesced(2, image(77), null);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.batch().flushCoalescedWrites());
    assertThat(stored(2)).isEqualTo((byte) 77);
    files.fail(null);
    engine.batch().flushCoalescedWrites();
    SmallEngine.verifyAndClose(engine);
    try (StorageEngine again = SmallEngine.open(directory, 16)) {
      assertThat(again.io().readPage(2).bytes()[100]).isEqualTo((byte) 77);
    }
  }

  @Test
  void whatThePageFileRefusesIsNotGatheredWithoutEnd() {
    for (int page = 12; page < 1_100; page++) {
      engine.io().allocatePage();
    }
    files.fail(Fault.WRITE, "pages.vtr");
    for (int from = 2; from < 1_026; from += 256) {
      List<PageWrite> images =
          IntStream.range(from, from + 256)
              .mapToObj(page -> new PageWrite(page, image(7)))
              .toList();
      assertRefused(ErrorCode.IO_FAILURE, () -> engine.batch().writePagesVectored(images));
    }
    assertRefused(ErrorCode.BUSY, () -> engine.io().writePage(1_090, image(8), null));
    assertThat(stored(1_025)).isEqualTo((byte) 7);
    files.fail(null);
    engine.batch().flushCoalescedWrites();
    engine.io().writePage(1_090, image(8), null);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void closingWritesWhatWasAccepted() {
    engine.batch().writePageCoalesced(2, image(5), null);
    String id = engine.async().writePageAsync(3, image(6), IoPriority.LOW).id();
    assertThat(id).isNotEmpty();
    engine.close();
    try (StorageEngine again = SmallEngine.open(directory, 16)) {
      assertThat(again.io().readPage(2).bytes()[100]).isEqualTo((byte) 5);
      assertThat(again.io().readPage(3).bytes()[100]).isEqualTo((byte) 6);
      SmallEngine.verify(again);
    }
  }

  @Test
  void queuedOperationsEndWithTheirResult() {
    AsyncOperation write = engine.async().writePageAsync(2, image(9), IoPriority.HIGH);
    assertThat(write.state()).isEqualTo(State.QUEUED);
    assertThat(await(write.id()).state()).isEqualTo(State.SUCCEEDED);
    AsyncOperation read = await(engine.async().readPageAsync(2, IoPriority.CRITICAL).id());
    assertThat(read.data()).isNotNull();
    assertThat(read.data()[100]).isEqualTo((byte) 9);
    assertThat(read.lsn()).isEqualTo(await(write.id()).lsn());
    SmallEngine.verifyAndClose(engine);
  }

  /** 20, 25 and 30 answer for what was queued before. */
  @ParameterizedTest
  @ValueSource(ints = {20, 25, 30})
  void queuedWritesAreOverWhenAFlushHasAnswered(int operation) {
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        ids.add(engine.async().writePageAsync(2 + i, image(round), IoPriority.LOW).id());
      }
      switch (operation) {
        case 20 -> engine.io().flushWrites();
        case 25 -> engine.batch().flushCoalescedWrites();
        default -> engine.async().processAsyncOperations(512);
      }
      assertThat(ids)
          .extracting(id -> engine.async().getAsyncOperation(id).state())
          .containsOnly(State.SUCCEEDED);
    }
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void moreThan256IdsAreTooManyHoweverOftenOneIsNamed() {
    assertRefused(
        ErrorCode.INVALID_REQUEST,
        () -> engine.batch().readPagesVectored(Collections.nCopies(257, 2L)));
  }

  @Test
  void aFailedOperationTellsWhy() {
    files.fail(Fault.WRITE, "pages.vtr");
    AsyncOperation failed =
        await(engine.async().writePageAsync(2, image(9), IoPriority.NORMAL).id());
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.errorCode()).isEqualTo("io-failure");
    files.fail(null);
    assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> engine.async().readPageAsync(99, IoPriority.LOW));
    assertRefused(
        ErrorCode.PAGE_IMAGE_INVALID,
        () -> engine.async().writePageAsync(2, new byte[3], IoPriority.LOW));
    assertRefused(ErrorCode.OPERATION_NOT_FOUND, () -> engine.async().getAsyncOperation("unknown"));
    assertRefused(ErrorCode.INVALID_REQUEST, () -> engine.async().processAsyncOperations(513));
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void theQueueTakesSomeFiveHundredAndLosesNone() {
    List<String> ids = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      try {
        ids.add(engine.async().readPageAsync(2 + i % 10, IoPriority.values()[i % 4]).id());
      } catch (dev.vitrine.engine.error.EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL);
        refused++;
        engine.async().processAsyncOperations(100);
      }
    }
    assertThat(refused).isPositive();
    assertThat(ids).hasSize(2_000 - refused);
    // The last ones have their results; older ones may have been forgotten by count.
    ids.subList(ids.size() - 500, ids.size())
        .forEach(id -> assertThat(await(id).state()).isEqualTo(State.SUCCEEDED));
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void resultsAreForgottenByAgeCountAndBytes() {
    long[] now = {0};
    AsyncResults results = new AsyncResults(() -> now[0]);
    for (int i = 0; i < 1_100; i++) {
      results.put(done("r" + i, 0));
    }
    assertThat(results.get("r75")).isNull();
    assertThat(results.get("r76")).isNotNull();
    for (int i = 0; i < 17; i++) {
      results.put(done("m" + i, 1 << 20));
    }
    // 17 MiB do not fit into 16.
    assertThat(results.get("m0")).isNull();
    assertThat(results.get("m1")).isNotNull();
    now[0] = 60_000_000_000L;
    assertThat(results.get("m16")).isNull();
    engine.close();
  }

  private static AsyncOperation done(String id, int bytes) {
    return new AsyncOperation(
        id,
        AsyncOperation.Kind.READ,
        2,
        IoPriority.LOW,
        State.SUCCEEDED,
        1L,
        new byte[bytes],
        null,
        null);
  }

  private AsyncOperation await(String id) {
    long start = System.nanoTime();
    while (true) {
      AsyncOperation now = engine.async().getAsyncOperation(id);
      if (now.state() == State.SUCCEEDED || now.state() == State.FAILED) {
        return now;
      }
      assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
