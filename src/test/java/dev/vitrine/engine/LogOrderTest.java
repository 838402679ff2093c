package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultRule;
import dev.vitrine.engine.file.FaultRule.Effect;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FileOperation;
import dev.vitrine.engine.file.FileOperation.Kind;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.event.EventSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The order of log, pages and acknowledgements, proved by the record of file operations. */
class LogOrderTest {

  private static final int WRITERS = 6;
  private static final String ACKNOWLEDGED = "acknowledged ";
  private static final String PAGES = "pages.vtr";

  private final MemoryDisk disk = new MemoryDisk(false);

  @Test
  void everyAcknowledgementFollowsASyncOfItsLogAndEveryPageWriteToo() throws Exception {
    FaultyFileStore files = new FaultyFileStore(disk.open(), 1);
    files.startRecord();
    EngineConfig config = CrashModel.config();
    try (StorageEngine engine = StorageEngine.open(config, files, EventSink.NONE)) {
      inThreads(writer -> work(engine, files, writer));
    }
    List<FileOperation> record = files.record();
    StableLog log = new StableLog(record, config.log().segmentBytes());
    int acknowledgements = 0;
    int pageWrites = 0;
    for (int i = 0; i < record.size(); i++) {
      FileOperation operation = record.get(i);
      if (operation.kind() == Kind.NOTE) {
        long lsn = Long.parseLong(operation.file().substring(ACKNOWLEDGED.length()));
        assertThat(log.before(i))
            .as("log when %d was acknowledged", lsn)
            .isGreaterThanOrEqualTo(lsn);
        acknowledgements++;
      } else if (operation.kind() == Kind.WRITE && operation.file().equals(PAGES)) {
        assertThat(log.before(operation.began()))
            .as("log when pages were written at %d", operation.position())
            .isGreaterThanOrEqualTo(newestVersion(operation.bytes()));
        pageWrites++;
      }
    }
    assertThat(acknowledgements).isGreaterThan(WRITERS * 100);
    assertThat(pageWrites).isGreaterThan(100);
  }

  /** Operations of every kind that tells its number. */
  private static void work(StorageEngine engine, FaultyFileStore files, int writer) {
    Random random = new Random(writer);
    List<Long> pages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pages.add(acknowledged(files, engine.pages().createPage()));
    }
    long raw = acknowledged(files, engine.io().allocatePage());
    for (int i = 0; i < 150; i++) {
      long page = pages.get(random.nextInt(pages.size()));
      switch (random.nextInt(8)) {
        case 0 -> acknowledged(files, engine.pages().resetPage(page, null));
        case 1 -> acknowledged(files, engine.io().writePage(raw, new byte[4096], null));
        case 2 -> {
          List<PageWrite> one = List.of(new PageWrite(raw, new byte[4096]));
          note(files, engine.batch().writePagesVectored(one).lsn());
        }
        case 3 -> engine.bufferPool().flushPage(page);
        case 4 -> {
          long lsn = engine.batch().writePageCoalesced(raw, new byte[4096], null).lsn();
          engine.batch().flushCoalescedWrites();
          note(files, lsn);
        }
        case 5 -> {
          if (i % 50 == 0) {
            engine.checkpoint();
          }
        }
        default -> note(files, engine.pages().insertRecord(page, record(i), null).lsn());
      }
    }
    for (int i = 0; i < 2; i++) {
      note(files, engine.pages().insertRecord(pages.getFirst(), record(i), null).lsn());
    }
    note(files, engine.pages().splitPage(pages.getFirst(), null).lsn());
  }

  private static byte[] record(int i) {
    return ("record " + i).getBytes(StandardCharsets.US_ASCII);
  }

  private static long acknowledged(FaultyFileStore files, PageInfo page) {
    note(files, page.lsn());
    return page.pageId();
  }

  private static void note(FaultyFileStore files, long lsn) {
    files.note(ACKNOWLEDGED + lsn);
  }

  /** The highest version among the pages that were written together. */
  private static long newestVersion(byte[] bytes) {
    long newest = 0;
    for (int at = 0; at < bytes.length; at += 4096) {
      ByteBuffer page = ByteBuffer.wrap(bytes, at, 4096).slice().order(ByteOrder.LITTLE_ENDIAN);
      newest = Math.max(newest, page.getLong(16));
    }
    return newest;
  }

  @Test
  void aLogThatFailedOnceIsNotTriedAgainAndARestartFindsWhatWasAcknowledged() throws Exception {
    FaultyFileStore files = new FaultyFileStore(disk.open(), 1);
    StorageEngine engine = StorageEngine.open(roomy(), files, EventSink.NONE);
    // The one sync that fails would be followed by ones that work.
    files.inject(FaultRule.once(Effect.IO_ERROR, 100, "log-", Kind.SYNC_DATA));
    files.startRecord();
    Map<RecordRef, String> acknowledged = new ConcurrentHashMap<>();
    inThreads(writer -> insertUntilReadOnly(engine, writer, acknowledged));
    assertThat(engine.status().state()).isEqualTo("read-only");
    assertThat(engine.status().stateReason())
        .isEqualTo("the log could not be made stable: Input/output error");
    assertRefused(ErrorCode.READ_ONLY, () -> engine.checkpoint());
    assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
    assertFound(engine, acknowledged);
    engine.close();
    List<FileOperation> record = files.record();
    int failure =
        record.indexOf(record.stream().filter(FileOperation::failed).findFirst().orElseThrow());
    assertThat(record.subList(failure + 1, record.size()).stream().map(FileOperation::line))
        .as("the log after the failure")
        .noneMatch(line -> line.matches("(write|sync|sync-data) (log|control).*"));
    // The process is started again: what it reads of the log may not be on the device.
    disk.kill();
    long page;
    try (StorageEngine again = StorageEngine.open(roomy(), disk.open(), EventSink.NONE)) {
      assertFound(again, acknowledged);
      page = again.pages().createPage().pageId();
      acknowledged.put(again.pages().insertRecord(page, record(1), null), "record 1");
      disk.crash(new Random(1));
      assertRefused(ErrorCode.IO_FAILURE, again::close);
    }
    try (StorageEngine again = StorageEngine.open(roomy(), disk.open(), EventSink.NONE)) {
      assertFound(again, acknowledged);
      SmallEngine.verify(again);
    }
  }

  /** Frames for everything, so that nobody waits for one that can't be flushed any more. */
  private static EngineConfig roomy() {
    EngineConfig config = CrashModel.config();
    return new EngineConfig(
        config.dataDirectory(),
        config.pageSizeBytes(),
        2_000,
        config.lruK(),
        config.directIo(),
        config.flushInterval(),
        config.leaseTime(),
        config.log(),
        false);
  }

  private static void insertUntilReadOnly(
      StorageEngine engine, int writer, Map<RecordRef, String> acknowledged) {
    try {
      for (int i = 0; ; i++) {
        long page = engine.pages().createPage().pageId();
        String record = writer + "/" + i;
        byte[] bytes = record.getBytes(StandardCharsets.US_ASCII);
        acknowledged.put(engine.pages().insertRecord(page, bytes, null), record);
      }
    } catch (EngineException e) {
      // The one that met the failure tells it, the others what follows from it.
      assertThat(e.code()).isIn(ErrorCode.IO_FAILURE, ErrorCode.READ_ONLY);
    }
  }

  private static void assertFound(StorageEngine engine, Map<RecordRef, String> records) {
    records.forEach((ref, record) ->
        assertThat(engine.pages().getRecord(ref.pageId(), ref.slot()).data())
            .asString(StandardCharsets.US_ASCII)
            .isEqualTo(record));
  }

  private interface Work {
    void run(int writer);
  }

  private static void inThreads(Work work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        running.add(threads.submit(() -> work.run(writer)));
      }
      for (Future<?> future : running) {
        future.get();
      }
    }
  }
}
