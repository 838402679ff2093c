package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FaultyFileStore.Fault;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDeviceTest {

  private static final String PAGES = "pages.vtr";

  @TempDir Path directory;
  private FaultyFileStore files;
  private final EventLog log = new EventLog();
  private StorageEngine engine;

  @BeforeEach
  void open() throws IOException {
    files = new FaultyFileStore(directory);
    engine = StorageEngine.open(SmallEngine.config(directory, 4), files, log);
  }

  @Test
  void aFullDiskRefusesNewPagesAndKeepsTheOldOnesUsable() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    files.fail(Fault.DISK_FULL_BEYOND_END, PAGES);
    long last = useUpTheRoom();
    log.take();
    for (int i = 0; i < 10; i++) {
      assertRefused(ErrorCode.DISK_FULL, () -> engine.pages().createPage());
      assertRefused(ErrorCode.DISK_FULL, () -> engine.io().allocatePage());
      assertRefused(ErrorCode.DISK_FULL, () -> engine.bufferPool().newPage());
    }
    assertThat(log.take()).isEmpty();
    engine.pages().insertRecord(page, new byte[] {2}, null);
    engine.bufferPool().flushAllPages();
    files.fail(null);
    // The id that could not be had before is the next one, and nothing was lost.
    assertThat(engine.pages().createPage().pageId()).isEqualTo(last + 1);
    SmallEngine.verifyAndClose(engine);
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.pages().getRecord(page, 1).data()).containsExactly(2);
    }
  }

  @Test
  void aDiskThatWasFullAtTheEndOpensAgain() {
    engine.pages().createPage();
    files.fail(Fault.DISK_FULL_BEYOND_END, PAGES);
    long last = useUpTheRoom();
    engine.close();
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.status().recovery().needed()).isFalse();
      assertThat(again.pages().createPage().pageId()).isEqualTo(last + 1);
    }
  }

  /** Allocates pages until the file would have to grow; the last one there was room for. */
  private long useUpTheRoom() {
    long last = 0;
    while (true) {
      try {
        last = engine.io().allocatePage().pageId();
      } catch (EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
        // The file grows by 64 pages of 4 KiB at once.
        assertThat((last + 1) % 64).isEqualTo(1);
        return last;
      }
    }
  }

  @Test
  void aLogThatCannotGrowRefusesChangesUntilThereIsRoom() {
    long page = engine.io().allocatePage().pageId();
    byte[] image = new byte[SmallEngine.PAGE];
    new Random(1).nextBytes(image);
    Arrays.fill(image, 0, 48, (byte) 0);
    int written = 0;
    // Some 4 KiB of log each: three segments of 256 KiB.
    while (written < 200) {
      image[100] = (byte) ++written;
      engine.io().writePage(page, image, null);
    }
    files.fail(Fault.DISK_FULL_BEYOND_END, "log-");
    boolean refused = false;
    while (!refused) {
      image[100] = (byte) ++written;
      try {
        engine.io().writePage(page, image, null);
      } catch (EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
        refused = true;
      }
    }
    assertThat(engine.io().readPage(page).bytes()[100]).isEqualTo((byte) (written - 1));
    // A checkpoint has room of its own in the log, and gives files of the log back.
    engine.checkpoint();
    engine.io().writePage(page, image, null);
    assertThat(engine.io().readPage(page).bytes()[100]).isEqualTo((byte) written);
    files.fail(null);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aPageThatCannotBeWrittenStaysDirtyAndReadable() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    files.fail(Fault.WRITE, PAGES);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.bufferPool().flushPage(page));
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.checkpoint());
    assertThat(engine.pages().getRecord(page, 0).data()).containsExactly(1);
    assertThat(engine.pages().getPage(page).cached()).isEqualTo(CacheState.DIRTY);
    files.fail(null);
    SmallEngine.verifyAndClose(engine);
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.pages().getRecord(page, 0).data()).containsExactly(1);
    }
  }

  @Test
  void aPoolFullOfUnwritablePagesIsBusyAndLosesNothing() {
    long[] pages = new long[4];
    for (int i = 0; i < 4; i++) {
      pages[i] = engine.pages().createPage().pageId();
    }
    long other = engine.io().allocatePage().pageId();
    for (long page : pages) {
      engine.pages().insertRecord(page, new byte[] {(byte) page}, null);
    }
    files.fail(Fault.WRITE, PAGES);
    assertRefused(ErrorCode.BUSY, () -> engine.pages().getPage(other));
    for (long page : pages) {
      assertThat(engine.pages().getRecord(page, 0).data()).containsExactly((byte) page);
    }
    files.fail(null);
    assertThat(engine.pages().getPage(other).type()).isEqualTo("raw");
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void onePageThatCannotBeWrittenCostsNoOtherItsFlush() {
    long[] pages = new long[3];
    for (int i = 0; i < 3; i++) {
      pages[i] = engine.pages().createPage().pageId();
      engine.pages().insertRecord(pages[i], new byte[] {(byte) i}, null);
    }
    files.failWritesAt(pages[0] * 4096);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.bufferPool().flushAllPages());
    assertThat(engine.pages().getPage(pages[0]).cached()).isEqualTo(CacheState.DIRTY);
    assertThat(engine.pages().getPage(pages[1]).cached()).isEqualTo(CacheState.CLEAN);
    assertThat(engine.pages().getPage(pages[2]).cached()).isEqualTo(CacheState.CLEAN);
    // Closing tells that a page could not be written; the log has it.
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.close());
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.status().recovery().needed()).isTrue();
      for (int i = 0; i < 3; i++) {
        assertThat(again.pages().getRecord(pages[i], 0).data()).containsExactly(i);
      }
    }
  }

  @Test
  void anUnwritableColdPageDoesNotKeepOthersFromTheirFrames() {
    long bad = engine.pages().createPage().pageId();
    engine.pages().insertRecord(bad, new byte[] {1}, null);
    for (int i = 0; i < 3; i++) {
      long page = engine.pages().createPage().pageId();
      engine.pages().getPage(page);
    }
    long other = engine.io().allocatePage().pageId();
    files.failWritesAt(bad * 4096);
    // The bad page's second last access is the oldest, so it would leave first.
    assertThat(engine.pages().getPage(other).type()).isEqualTo("raw");
    assertThat(engine.pages().getRecord(bad, 0).data()).containsExactly(1);
    files.failWritesAt(-1);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aLogThatCannotBeWrittenMakesTheEngineReadOnlyForGood() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    log.take();
    files.fail(Fault.SYNC, "log-");
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.pages().deletePage(page, null));
    files.fail(null);
    assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
    assertThat(engine.status().stateReason()).contains("the log could not be made stable");
    assertThat(log.take()).noneMatch(event -> event.startsWith("PageFreed"));
    engine.close();
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.status().recovery().needed()).isTrue();
    }
  }

  @Test
  void aFailedSyncMakesTheEngineReadOnlyForGood() throws IOException {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    files.fail(Fault.SYNC, PAGES);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.bufferPool().flushAllPages());
    files.fail(null);
    assertRefused(ErrorCode.READ_ONLY, () -> engine.bufferPool().flushAllPages());
    assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
    assertRefused(
        ErrorCode.READ_ONLY, () -> engine.pages().insertRecord(page, new byte[] {2}, null));
    assertThat(engine.status().state()).isEqualTo("read-only");
    assertThat(engine.status().stateReason()).contains("syncing the page file failed");
    assertThat(engine.pages().getRecord(page, 0).data()).containsExactly(1);
    engine.close();
    try (StorageEngine again =
        StorageEngine.open(SmallEngine.config(directory, 4), EventSink.NONE)) {
      assertThat(again.status().recovery().needed()).isTrue();
      assertThat(again.pages().getRecord(page, 0).data()).containsExactly(1);
    }
  }
}
