package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FaultyFileStore.Fault;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDeviceTest {

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
    log.take();
    files.fail(Fault.DISK_FULL_BEYOND_END);
    for (int i = 0; i < 10; i++) {
      assertRefused(ErrorCode.DISK_FULL, () -> engine.pages().createPage());
      assertRefused(ErrorCode.DISK_FULL, () -> engine.io().allocatePage());
      assertRefused(ErrorCode.DISK_FULL, () -> engine.bufferPool().newPage());
    }
    assertThat(log.take()).isEmpty();
    assertThat(engine.bufferPool().getBufferPool().usedFrames()).isEqualTo(1);
    engine.pages().insertRecord(page, new byte[] {2}, null);
    engine.bufferPool().flushAllPages();
    files.fail(null);
    // The id that could not be had before is the next one, and nothing was lost.
    assertThat(engine.pages().createPage().pageId()).isEqualTo(page + 1);
    SmallEngine.verifyAndClose(engine);
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.pages().getRecord(page, 1).data()).containsExactly(2);
    }
  }

  @Test
  void aDiskThatWasFullAtTheEndOpensAgain() {
    engine.pages().createPage();
    files.fail(Fault.DISK_FULL_BEYOND_END);
    assertRefused(ErrorCode.DISK_FULL, () -> engine.pages().createPage());
    engine.close();
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.status().recoveredAtOpen()).isFalse();
      assertThat(again.pages().createPage().pageId()).isEqualTo(3);
    }
  }

  @Test
  void aPageThatCannotBeWrittenStaysDirtyAndReadable() {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    files.fail(Fault.WRITE);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.bufferPool().flushPage(page));
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.pages().deletePage(page, null));
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
    files.fail(Fault.WRITE);
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
    // Closing tells the loss and keeps everything else.
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.close());
    try (StorageEngine again = SmallEngine.open(directory, 4)) {
      assertThat(again.status().recoveredAtOpen()).isTrue();
      assertThat(again.pages().getRecord(pages[2], 0).data()).containsExactly(2);
      assertRefused(ErrorCode.RECORD_NOT_FOUND, () -> again.pages().getRecord(pages[0], 0));
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
  void aFailedDeletionIsWrittenOverAgain() {
    long page = engine.pages().createPage().pageId();
    assertThat(engine.pages().getPage(page).cached()).isEqualTo(CacheState.CLEAN);
    files.fail(Fault.WRITE);
    assertRefused(ErrorCode.IO_FAILURE, () -> engine.pages().deletePage(page, null));
    files.fail(null);
    // Nobody knows what the failed write left on disk, so the frame has to be written again.
    assertThat(engine.pages().getPage(page).cached()).isEqualTo(CacheState.DIRTY);
    SmallEngine.verifyAndClose(engine);
  }

  @Test
  void aFailedSyncMakesTheEngineReadOnlyForGood() throws IOException {
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, new byte[] {1}, null);
    files.fail(Fault.SYNC);
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
      assertThat(again.status().recoveredAtOpen()).isTrue();
    }
  }
}
