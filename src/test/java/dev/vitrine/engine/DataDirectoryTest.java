package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path directory;

  @Test
  void everythingAcknowledgedIsThereAfterACleanStop() {
    List<RecordRef> records = new ArrayList<>();
    long freed;
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      for (int i = 0; i < 50; i++) {
        long page = engine.pages().createPage().pageId();
        for (int j = 0; j < 5; j++) {
          records.add(engine.pages().insertRecord(page, text(page + "/" + j), null));
        }
      }
      freed = engine.pages().createPage().pageId();
      engine.pages().deletePage(freed, null);
    }
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      assertThat(engine.status().recovery().needed()).isFalse();
      assertRecords(engine, records);
      assertThatThrownBy(() -> engine.pages().getPage(freed))
          .satisfies(e -> assertCode(e, ErrorCode.PAGE_NOT_FOUND));
      // Page 0, the map page and 50 pages.
      assertThat(engine.io().countPages().allocated()).isEqualTo(52);
      assertThat(engine.io().countPages().free()).isEqualTo(1);
      long lsnBefore = engine.status().currentLsn();
      assertThat(engine.pages().createPage().lsn()).isGreaterThan(lsnBefore);
      SmallEngine.verify(engine);
    }
  }

  @Test
  void aFlippedBitIsAChecksumFailureAndNeverAWrongByte() throws IOException {
    long page;
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      page = engine.pages().createPage().pageId();
      engine.pages().insertRecord(page, text("precious"), null);
    }
    flipBit(page * 4096 + 4090);
    EventLog log = new EventLog();
    try (StorageEngine engine = SmallEngine.open(directory, 8, log)) {
      log.take();
      assertThatThrownBy(() -> engine.pages().getRecord(page, 0))
          .satisfies(e -> assertCode(e, ErrorCode.CHECKSUM_FAILURE))
          .satisfies(e ->
              assertThat(((EngineException) e).details())
                  .containsKeys("expected", "actual")
                  .containsEntry("page_id", page));
      assertThatThrownBy(() -> engine.io().readPage(page))
          .satisfies(e -> assertCode(e, ErrorCode.CHECKSUM_FAILURE));
      ChecksumReport report = engine.pages().verifyPageChecksum(page);
      assertThat(report.valid()).isFalse();
      assertThat(log.take())
          .contains(
              "ChecksumFailure[pageId=%d, expected=%d, actual=%d]"
                  .formatted(page, report.stored(), report.computed()));
      // It can still be let go.
      engine.pages().deletePage(page, null);
      SmallEngine.verify(engine);
    }
  }

  @Test
  void aPageInTheWrongPlaceIsNotServed() throws IOException {
    long first;
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      first = engine.pages().createPage().pageId();
      engine.pages().createPage();
    }
    try (RandomAccessFile file = pageFile()) {
      byte[] image = new byte[4096];
      file.seek((first + 1) * 4096);
      file.readFully(image);
      file.seek(first * 4096);
      file.write(image);
    }
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      assertThatThrownBy(() -> engine.pages().getPage(first))
          .satisfies(e -> assertCode(e, ErrorCode.CHECKSUM_FAILURE))
          .hasMessageContaining("it holds page " + (first + 1));
    }
  }

  @Test
  void aDirectoryInUseIsRefusedWithItsHolder() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      assertThatThrownBy(() -> SmallEngine.open(directory, 8))
          .satisfies(e -> assertCode(e, ErrorCode.DATA_DIRECTORY))
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      assertThat(engine.pages().createPage().pageId()).isEqualTo(2);
    }
    SmallEngine.open(directory, 8).close();
  }

  @Test
  void aForeignFileIsRefused() throws IOException {
    Files.write(directory.resolve("pages.vtr"), new byte[8192]);
    assertRefused("does not begin like a page file");
  }

  @Test
  void anotherFormatVersionIsRefused() throws IOException {
    SmallEngine.open(directory, 8).close();
    try (RandomAccessFile file = pageFile()) {
      file.seek(4);
      file.write(1);
    }
    assertRefused("format version 1, this program reads version 2");
  }

  @Test
  void aDamagedHeaderIsRefused() throws IOException {
    SmallEngine.open(directory, 8).close();
    flipBit(2000);
    assertRefused("header page is damaged");
  }

  @Test
  void aDamagedAllocationMapIsRebuiltFromThePages() throws IOException {
    long page;
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      page = engine.pages().createPage().pageId();
      engine.pages().insertRecord(page, text("still here"), null);
    }
    flipBit(4096 + 200);
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      assertThat(engine.pages().getRecord(page, 0).data()).isEqualTo(text("still here"));
      SmallEngine.verify(engine);
    }
    SmallEngine.open(directory, 8).close();
  }

  @Test
  void aPageFileThatIsGoneIsNotMadeAnewSilently() throws IOException {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      engine.pages().createPage();
    }
    Files.delete(directory.resolve("pages.vtr"));
    assertRefused("its page file pages.vtr is gone");
    Files.delete(directory.resolve("control.vtr"));
    assertRefused("its page file pages.vtr is gone");
    Files.delete(directory.resolve("log-0000000000.vtr"));
    SmallEngine.open(directory, 8).close();
  }

  @Test
  void aPageFileRemovedUnderneathIsNoticedByTheNextSync() throws IOException {
    StorageEngine engine = SmallEngine.open(directory, 8);
    long page = engine.pages().createPage().pageId();
    engine.pages().insertRecord(page, text("lost"), null);
    Files.delete(directory.resolve("pages.vtr"));
    assertThatThrownBy(() -> engine.bufferPool().flushAllPages())
        .satisfies(e -> assertCode(e, ErrorCode.IO_FAILURE));
    assertThat(engine.status().state()).isEqualTo("read-only");
    assertThat(engine.status().stateReason()).contains("was removed while it was in use");
    engine.close();
  }

  @Test
  void aFileCutShortIsRefused() throws IOException {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      engine.pages().createPage();
      engine.pages().createPage();
    }
    try (RandomAccessFile file = pageFile()) {
      file.setLength(3 * 4096);
    }
    assertRefused("it was cut short");
  }

  @Test
  void anotherPageSizeIsRefused() {
    SmallEngine.open(directory, 8).close();
    EngineConfig config = SmallEngine.config(directory, 8);
    EngineConfig larger =
        new EngineConfig(
            directory,
            8192,
            8,
            2,
            true,
            config.flushInterval(),
            config.leaseTime(),
            SmallEngine.LOG,
            false);
    assertThatThrownBy(() -> StorageEngine.open(larger, dev.vitrine.event.EventSink.NONE))
        .satisfies(e -> assertCode(e, ErrorCode.DATA_DIRECTORY))
        .hasMessageContaining("pages of 4096 bytes and pages of 8192 are configured");
  }

  @Test
  void allPageSizesWork() {
    for (int size : List.of(4096, 8192, 16384, 32768, 65536)) {
      EngineConfig base = SmallEngine.config(directory.resolve("s" + size), 8);
      EngineConfig config =
          new EngineConfig(
              base.dataDirectory(),
              size,
              8,
              2,
              true,
              base.flushInterval(),
              base.leaseTime(),
              SmallEngine.LOG,
              false);
      byte[] largest = new byte[size - 48 - 4];
      largest[0] = 1;
      largest[largest.length - 1] = 2;
      long page;
      try (StorageEngine engine = StorageEngine.open(config, dev.vitrine.event.EventSink.NONE)) {
        page = engine.pages().createPage().pageId();
        engine.pages().insertRecord(page, largest, null);
      }
      try (StorageEngine engine = StorageEngine.open(config, dev.vitrine.event.EventSink.NONE)) {
        assertThat(engine.pages().getRecord(page, 0).data()).isEqualTo(largest);
      }
    }
  }

  @Test
  void pagesBeyondTheFirstGroupGetAMapOfTheirOwn() {
    // One map page has a byte for each of 4,048 pages: the second one is page 4,050.
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      long last = 0;
      for (int i = 0; i < 4_100; i++) {
        last = engine.pages().createPage().pageId();
      }
      assertThat(last).isEqualTo(4_102);
      assertThat(engine.pages().listPages(4_049, 1).items().getFirst().type())
          .isEqualTo("allocation-map");
    }
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      assertThat(engine.io().countPages().allocated()).isEqualTo(1 + 2 + 4_100);
      SmallEngine.verify(engine);
    }
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> SmallEngine.open(directory, 8))
        .satisfies(e -> assertCode(e, ErrorCode.DATA_DIRECTORY))
        .hasMessageContaining(reason);
  }

  private static void assertRecords(StorageEngine engine, List<RecordRef> records) {
    for (RecordRef ref : records) {
      assertThat(engine.pages().getRecord(ref.pageId(), ref.slot()).data())
          .isEqualTo(text(ref.pageId() + "/" + ref.slot()));
    }
  }

  private void flipBit(long position) throws IOException {
    try (RandomAccessFile file = pageFile()) {
      file.seek(position);
      int old = file.read();
      file.seek(position);
      file.write(old ^ 1);
    }
  }

  private RandomAccessFile pageFile() throws IOException {
    return new RandomAccessFile(directory.resolve("pages.vtr").toFile(), "rw");
  }

  private static void assertCode(Throwable e, ErrorCode code) {
    assertThat(e).isInstanceOf(EngineException.class);
    assertThat(((EngineException) e).code()).isEqualTo(code);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
