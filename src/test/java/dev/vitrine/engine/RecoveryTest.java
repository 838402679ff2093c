package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.disk.PageRedo;
import dev.vitrine.engine.disk.PageRedo.Part;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultRule;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FileStore;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.engine.file.ReadOnlySwitch;
import dev.vitrine.engine.wal.ControlFile;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.engine.wal.StoredLog;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotCounters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an opening does after a crash, one case at a time. */
class RecoveryTest {

  private static final String PAGES = "pages.vtr";

  private final MemoryDisk disk = new MemoryDisk(false);

  @Test
  void aRecoveryThatIsCutShortAnywhereIsDoneAgainAndComesToTheSame() {
    StoreContent content = leaveWork();
    int cutShort = 0;
    boolean whole = false;
    for (int after = 0; !whole; after++) {
      MemoryDisk copy = disk.copy();
      // Three times at the same place, then to its end.
      for (int time = 0; time < 3; time++) {
        FaultyFileStore files = new FaultyFileStore(copy.open(), after);
        files.inject(FaultRule.powerOff(after));
        try {
          StorageEngine engine = StorageEngine.open(CrashModel.config(), files, EventSink.NONE);
          whole = !files.isPowerOff();
          closeAnyway(engine);
        } catch (EngineException e) {
          cutShort++;
        }
        copy.crash(new Random(31L * after + time));
      }
      try (StorageEngine engine =
          StorageEngine.open(CrashModel.config(), copy.open(), EventSink.NONE)) {
        assertThat(StoreContent.of(engine)).as("cut short after %d", after).isEqualTo(content);
        SmallEngine.verify(engine);
      }
    }
    assertThat(cutShort).isGreaterThan(30);
  }

  @Test
  void aCreationThatIsCutShortAnywhereIsDoneAgain() {
    boolean whole = false;
    for (int after = 0; !whole; after++) {
      for (int seed = 0; seed < 8; seed++) {
        MemoryDisk fresh = new MemoryDisk(false);
        FaultyFileStore files = new FaultyFileStore(fresh.open(), seed);
        files.inject(FaultRule.powerOff(after));
        try {
          StorageEngine engine = StorageEngine.open(CrashModel.config(), files, EventSink.NONE);
          whole = !files.isPowerOff();
          closeAnyway(engine);
        } catch (EngineException e) {
          assertThat(files.isPowerOff()).isTrue();
        }
        fresh.crash(new Random(seed));
        try (StorageEngine engine =
            StorageEngine.open(CrashModel.config(), fresh.open(), EventSink.NONE)) {
          assertThat(engine.pages().createPage().pageId()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void pagesWrittenBehindALostEndOfThePageFileKeepTheirPlace() {
    StoreContent content = leaveWork();
    // The growth of the file was never synced.
    MemoryDisk before = new MemoryDisk(false);
    disk.names().forEach(name -> before.put(name, disk.bytes(name)));
    before.damage(PAGES, Arrays.copyOf(disk.bytes(PAGES), 4096));
    try (StorageEngine engine =
        StorageEngine.open(CrashModel.config(), before.open(), EventSink.NONE)) {
      long added = engine.pages().createPage().pageId();
      assertThat(content.pages()).doesNotContainKey(added);
      assertThat(StoreContent.of(engine).with(added, null)).isEqualTo(content);
      SmallEngine.verify(engine);
    }
  }

  @Test
  void freedIdsAreFreeAfterwardsAndGivenAgain() {
    StorageEngine engine = open(CrashModel.config());
    List<Long> pages = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pages.add(engine.pages().createPage().pageId());
    }
    engine.checkpoint();
    engine.pages().deletePage(pages.get(1), null);
    engine.pages().insertRecord(pages.get(3), record(3), null);
    engine.pages().mergePages(pages.get(2), pages.get(3), null);
    disk.kill();
    closeAnyway(engine);
    try (StorageEngine again = open(CrashModel.config())) {
      for (long freed : List.of(pages.get(1), pages.get(3))) {
        assertRefused(ErrorCode.PAGE_NOT_FOUND, () -> again.pages().getPage(freed));
      }
      assertThat(again.io().countPages().free()).isEqualTo(2);
      assertThat(again.pages().createPage().pageId()).isEqualTo(pages.get(1));
      assertThat(again.pages().createPage().pageId()).isEqualTo(pages.get(3));
      assertThat(again.pages().createPage().pageId()).isEqualTo(pages.get(5) + 1);
    }
  }

  @Test
  void withIntervalDurabilityACrashLeavesABeginningOfWhatWasAcknowledged() {
    LogConfig sync = CrashModel.config().log();
    LogConfig interval =
        new LogConfig(
            LogConfig.Durability.INTERVAL,
            Duration.ofMillis(5),
            sync.segmentBytes(),
            sync.bufferBytes(),
            sync.checkpointBytes(),
            sync.checkpointInterval());
    for (int seed = 0; seed < 20; seed++) {
      MemoryDisk fresh = new MemoryDisk(false);
      EngineConfig config = with(interval);
      StorageEngine engine = StorageEngine.open(config, fresh.open(), EventSink.NONE);
      long page = engine.pages().createPage().pageId();
      for (int i = 0; i < 100; i++) {
        engine.pages().insertRecord(page, record(i), null);
        if (i == 40) {
          engine.io().flushWrites();
        }
      }
      fresh.crash(new Random(seed));
      closeAnyway(engine);
      try (StorageEngine again = StorageEngine.open(config, fresh.open(), EventSink.NONE)) {
        int found = again.pages().getPage(page).recordCount();
        assertThat(found).isGreaterThanOrEqualTo(41);
        for (int i = 0; i < found; i++) {
          assertThat(again.pages().getRecord(page, i).data()).isEqualTo(record(i));
        }
      }
    }
  }

  @Test
  void aLongRunOnTinySegmentsKeepsFewOfThemAndLosesNothing() {
    LogConfig tiny = CrashModel.config().log();
    EngineConfig config = with(tiny);
    byte[] image = new byte[4096];
    StorageEngine engine = open(config);
    long page = engine.io().allocatePage().pageId();
    for (int i = 1; i <= 1_000; i++) {
      Arrays.fill(image, 48, 4096, (byte) i);
      engine.io().writePage(page, image, null);
      if (i % 50 == 0) {
        engine.checkpoint();
        // What the last 50 changes are in, what they were written over, and two spares.
        assertThat(disk.names().stream().filter(name -> name.startsWith("log-")))
            .hasSizeLessThanOrEqualTo(7);
      }
      if (i % 130 == 0) {
        disk.crash(new Random(i));
        closeAnyway(engine);
        engine = open(config);
        assertThat(engine.io().readPage(page).bytes()[100]).isEqualTo((byte) i);
      }
    }
    assertThat(engine.status().currentLsn()).isGreaterThan(60L * tiny.segmentBytes());
    engine.close();
  }

  @Test
  void aPageNewerThanTheLogIsToldAndNotWaitedFor() {
    leaveWork();
    byte[] newer = disk.bytes(PAGES);
    MemoryDisk older = new MemoryDisk(false);
    StorageEngine engine = StorageEngine.open(CrashModel.config(), older.open(), EventSink.NONE);
    long page = engine.pages().createPage().pageId();
    engine.close();
    byte[] pages = older.bytes(PAGES);
    System.arraycopy(newer, (int) page * 4096, pages, (int) page * 4096, 4096);
    older.damage(PAGES, pages);
    StorageEngine again = StorageEngine.open(CrashModel.config(), older.open(), EventSink.NONE);
    again.pages().markPageDirty(page, null);
    assertThatThrownBy(() -> again.bufferPool().flushPage(page))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("page %d has version".formatted(page))
        .hasMessageContaining("changes were lost from the log");
    closeAnyway(again);
  }

  @Test
  void pagesThatAreRedoneInPartsComeToTheSame() throws IOException {
    leaveWork();
    byte[] together = redone(List.of(Part.ALL));
    List<Part> parts = List.of(new Part(0, 4), new Part(4, 7), new Part(7, Long.MAX_VALUE));
    assertThat(redone(parts)).isEqualTo(together);
  }

  /** The page file after a redo without anything else. */
  private byte[] redone(List<Part> parts) throws IOException {
    MemoryDisk copy = disk.copy();
    FileStore files = copy.open();
    try (DiskManager pages =
            DiskManager.open(files, 4096, EventSink.NONE, new HotCounters(), new ReadOnlySwitch());
        ControlFile control = ControlFile.open(files, pages.storeId());
        StoredLog log =
            StoredLog.open(
                files, pages.storeId(), control.newest(), control.segmentBytes(), 4096)) {
      PageRedo redo = new PageRedo(pages, false);
      for (Part part : parts) {
        log.replay(change -> redo.apply(change, part));
        redo.finishPart();
      }
      redo.finish(control.newest().pageCount(), true);
      assertThat(redo.pagesWritten()).isGreaterThan(7);
    }
    return copy.bytes(PAGES);
  }

  /** Pages and records of every kind of change, some of them in the page file, and no close. */
  private StoreContent leaveWork() {
    StorageEngine engine = open(CrashModel.config());
    RandomSteps steps = new RandomSteps(new Random(7), "r");
    StoreContent content = StoreContent.EMPTY;
    for (int i = 0; i < 120; i++) {
      try {
        content = steps.next(content).action().on(engine).content();
      } catch (EngineException e) {
        engine.io().flushWrites();
        content = StoreContent.of(engine);
      }
    }
    disk.kill();
    closeAnyway(engine);
    return content;
  }

  private StorageEngine open(EngineConfig config) {
    return StorageEngine.open(config, disk.open(), EventSink.NONE);
  }

  private static EngineConfig with(LogConfig log) {
    EngineConfig config = CrashModel.config();
    return new EngineConfig(
        config.dataDirectory(),
        config.pageSizeBytes(),
        config.frames(),
        config.lruK(),
        config.directIo(),
        config.flushInterval(),
        config.leaseTime(),
        log,
        false);
  }

  private static void closeAnyway(StorageEngine engine) {
    try {
      engine.close();
    } catch (EngineException e) {
      // Its power is off, or its process dead.
    }
  }

  private static byte[] record(int i) {
    return ("record " + i).getBytes(StandardCharsets.US_ASCII);
  }
}
