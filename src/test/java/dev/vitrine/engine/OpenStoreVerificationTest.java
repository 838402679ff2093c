package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.Verification.State;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.page.PageDump;
import dev.vitrine.engine.verify.Finding;
import dev.vitrine.engine.verify.FindingCode;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.event.EventSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifications while the engine works. */
class OpenStoreVerificationTest {

  @TempDir Path directory;

  @Test
  void anOpenStoreIsSound() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      long page = engine.pages().createPage().pageId();
      engine.pages().insertRecord(page, text("one"), null);
      engine.pages().deletePage(engine.pages().createPage().pageId(), null);
      VerificationReport report = OpenEngine.verify(engine);
      assertThat(report.findings()).isEmpty();
      assertThat(report.pages())
          .extracting(
              VerificationReport.PageTypeCount::type, VerificationReport.PageTypeCount::pages)
          .containsExactly(
              tuple("free", 1L),
              tuple("file-header", 1L),
              tuple("allocation-map", 1L),
              tuple("slotted", 1L));
      SmallEngine.verifyAndClose(engine);
    }
  }

  @Test
  void damageOnDiskIsFoundAndToldAsAnEvent() {
    EventLog events = new EventLog();
    try (StorageEngine engine = SmallEngine.open(directory, 8, events)) {
      long cached = engine.pages().createPage().pageId();
      long stored = engine.io().allocatePage().pageId();
      engine.bufferPool().flushAllPages();
      PlantedDamage damage = new PlantedDamage(directory);
      damage.flipBit("pages.vtr", stored * 4096 + 1000);
      damage.changePage(cached, page -> page.putLong(16, page.getLong(16) + 8));
      events.take();
      assertThat(OpenEngine.verify(engine).findings())
          .extracting(Finding::code, Finding::pageId)
          .containsExactly(
              tuple(FindingCode.FRAME_WRONG, cached), tuple(FindingCode.PAGE_DAMAGED, stored));
      assertThat(events.take())
          .anyMatch(event -> event.startsWith("ChecksumFailure[pageId=" + stored));
    }
  }

  @Test
  void aDamagedPageIsReplacedByAnImage() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      long page = engine.io().allocatePage().pageId();
      byte[] image = engine.io().readPage(page).bytes();
      new PlantedDamage(directory).flipBit("pages.vtr", page * 4096 + 1000);
      EngineErrors.assertRefused(
          ErrorCode.CHECKSUM_FAILURE, () -> engine.pages().loadPage(page, image, 1L));
      image[2000] = 1;
      engine.pages().loadPage(page, image, null);
      assertThat(OpenEngine.verify(engine).findings()).isEmpty();
      assertThat(engine.io().readPage(page).bytes()[2000]).isEqualTo((byte) 1);
      SmallEngine.verifyAndClose(engine);
    }
  }

  @Test
  void changesMeanwhileAreNoFindings() throws Exception {
    long seed = Long.getLong("vitrine.seed", System.nanoTime());
    System.getLogger("seed").log(System.Logger.Level.INFO, "-Dvitrine.seed=" + seed);
    EngineConfig small = SmallEngine.config(directory, 24);
    EngineConfig config =
        new EngineConfig(
            directory,
            small.pageSizeBytes(),
            small.frames(),
            2,
            true,
            Duration.ofMillis(5),
            Duration.ofSeconds(30),
            SmallEngine.LOG,
            false);
    try (StorageEngine engine = StorageEngine.open(config, EventSink.NONE);
        ExecutorService workers = Executors.newFixedThreadPool(4)) {
      AtomicBoolean ended = new AtomicBoolean();
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Random random = new Random(seed + i);
        work.add(workers.submit(() -> change(engine, random, ended)));
      }
      work.add(
          workers.submit(() -> {
            while (!ended.get()) {
              engine.checkpoint();
            }
          }));
      try {
        for (int round = 0; round < 40; round++) {
          assertThat(OpenEngine.verify(engine).findings())
              .as("round %d, seed %d", round, seed)
              .isEmpty();
        }
      } finally {
        ended.set(true);
      }
      for (Future<?> each : work) {
        each.get();
      }
      SmallEngine.verifyAndClose(engine);
    }
  }

  /** Pages come and go, change in the pool and on disk, one by one and coalesced. */
  private static void change(StorageEngine engine, Random random, AtomicBoolean ended) {
    List<Long> slotted = new ArrayList<>();
    List<Long> raw = new ArrayList<>();
    while (!ended.get()) {
      switch (random.nextInt(8)) {
        case 0 -> slotted.add(engine.pages().createPage().pageId());
        case 1 -> raw.add(engine.io().allocatePage().pageId());
        case 2 -> remove(engine, slotted, random);
        case 3 -> remove(engine, raw, random);
        case 4 -> with(raw, random, id -> engine.io().writePage(id, bytes(random), null));
        case 5 ->
            with(raw, random, id -> engine.batch().writePageCoalesced(id, bytes(random), null));
        default ->
            with(
                slotted,
                random,
                id -> {
                  if (engine.pages().getPageFreeSpace(id).maxRecordBytes() > 300) {
                    engine.pages().insertRecord(id, new byte[random.nextInt(300)], null);
                  } else {
                    engine.pages().resetPage(id, null);
                  }
                });
      }
      if (slotted.size() > 20) {
        remove(engine, slotted, random);
      }
    }
  }

  private static void remove(StorageEngine engine, List<Long> pages, Random random) {
    with(
        pages,
        random,
        id -> {
          engine.pages().deletePage(id, null);
          pages.remove(id);
        });
  }

  private static void with(List<Long> pages, Random random, Consumer<Long> work) {
    if (pages.isEmpty()) {
      return;
    }
    Long page = pages.get(random.nextInt(pages.size()));
    try {
      work.accept(page);
    } catch (EngineException e) {
      // The pool is small on purpose, and an image can't replace a dirty page.
      assertThat(e.code())
          .isIn(ErrorCode.BUSY, ErrorCode.PAGE_DIRTY, ErrorCode.QUEUE_FULL, ErrorCode.PAGE_PINNED);
    }
  }

  private static byte[] bytes(Random random) {
    byte[] image = new byte[4096];
    random.nextBytes(image);
    Arrays.fill(image, 0, 48, (byte) 0);
    return image;
  }

  @Test
  void oneAtATimeAndCancelledAtWish() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      for (int i = 0; i < 3_000; i++) {
        engine.io().allocatePage();
      }
      VerificationOperations verifications = engine.verifications();
      Verification first = verifications.startVerification();
      EngineErrors.assertRefused(ErrorCode.BUSY, verifications::startVerification);
      verifications.cancelVerification(first.id());
      Verification cancelled = OpenEngine.awaitEnd(engine, first);
      assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
      assertThat(cancelled.report()).isNull();
      assertThat(cancelled.pagesTotal()).isEqualTo(3_002);
      EngineErrors.assertRefused(
          ErrorCode.VERIFICATION_NOT_FOUND, () -> verifications.getVerification("unknown"));
      for (int i = 0; i < 9; i++) {
        OpenEngine.awaitEnd(engine, verifications.startVerification());
      }
      assertThat(verifications.listVerifications())
          .hasSize(8)
          .allMatch(each -> each.state() == State.DONE && each.pagesDone() == 3_002)
          .extracting(Verification::id)
          .endsWith("verification-10");
      verifications.startVerification();
      SmallEngine.verifyAndClose(engine);
    }
  }

  @Test
  void aPageIsTakenApart() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      long page = engine.pages().createPage().pageId();
      engine.pages().insertRecord(page, text("hello, page"), null);
      engine.pages().insertRecord(page, new byte[] {0, 'x', (byte) 0xff}, null);
      PageDump dump = engine.verifications().dumpPage(page);
      assertThat(dump.damage()).isNull();
      assertThat(dump.header().magic()).isEqualTo("4e525456");
      assertThat(dump.header().checksum()).isEqualTo(dump.header().computedChecksum());
      // 4096 - 11 and 4096 - 14.
      assertThat(dump.slots())
          .containsExactly(
              new PageDump.DumpSlot(0, 4085, 11, "hello, page"),
              new PageDump.DumpSlot(1, 4082, 3, ".x."));
      // "....llo, page": 4080 holds two zeros, the second record, then the first one.
      assertThat(dump.lines().getLast())
          .isEqualTo(
              new PageDump.DumpLine(
                  4080, "00 00 00 78 ff 68 65 6c 6c 6f 2c 20 70 61 67 65", "...x.hello, page"));
      assertThat(dump.text())
          .contains(
              "page 2, 4096 bytes, at byte 8192",
              "  slot     0     4085 + 11    hello, page",
              "00000ff0  00 00 00 78 ff 68 65 6c 6c 6f 2c 20 70 61 67 65  |...x.hello, page|")
          .contains("*");
      assertThat(engine.verifications().dumpPage(1).mapType()).isEqualTo("allocation-map");
      EngineErrors.assertRefused(
          ErrorCode.PAGE_NOT_FOUND, () -> engine.verifications().dumpPage(3));
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
