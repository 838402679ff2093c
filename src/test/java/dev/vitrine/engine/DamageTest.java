package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.event.EventSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A directory that something other than a crash has damaged: the opening is refused with what is
 * wrong and what to do, nothing is changed by that, and {@code --read-only} shows what is intact.
 */
class DamageTest {

  private static final String LOG = "log-0000000000.vtr";
  private static final String CONTROL = "control.vtr";
  private static final String PAGES = "pages.vtr";
  private static final int BLOCK = 4096;

  private final MemoryDisk disk = new MemoryDisk(false);

  /** Records in the page file, by a checkpoint, and records that only the log has. */
  private final List<RecordRef> checkpointed = new ArrayList<>();

  private final List<RecordRef> logged = new ArrayList<>();

  @BeforeEach
  void fill() {
    StorageEngine engine = StorageEngine.open(CrashModel.config(), disk.open(), EventSink.NONE);
    long page = engine.pages().createPage().pageId();
    for (int i = 0; i < 5; i++) {
      checkpointed.add(engine.pages().insertRecord(page, record("checkpointed " + i), null));
    }
    engine.checkpoint();
    long other = engine.pages().createPage().pageId();
    for (int i = 0; i < 5; i++) {
      logged.add(engine.pages().insertRecord(other, record("logged " + i), null));
    }
    disk.kill();
    assertRefused(ErrorCode.IO_FAILURE, engine::close);
  }

  @Test
  void whatIsNotDamagedOpens() {
    try (StorageEngine engine = open(false)) {
      assertThere(engine, all(logged));
    }
  }

  @Test
  void aWipedLogHeader() {
    change(LOG, bytes -> Arrays.fill(bytes, 0, BLOCK, (byte) 0));
    assertRefusedOnly(LOG + ": it does not begin like a log segment of Vitrine");
    assertReadOnly(LOG + ": it does not begin like a log segment", checkpointed);
  }

  @Test
  void aDamagedLogHeader() {
    change(LOG, bytes -> bytes[20] ^= 1);
    assertRefusedOnly(LOG + ": its header is damaged");
    assertReadOnly("its header is damaged", checkpointed);
  }

  @Test
  void aForeignFileInPlaceOfTheLog() {
    change(LOG, bytes -> new Random(1).nextBytes(bytes));
    assertRefusedOnly(LOG + ": it does not begin like a log segment of Vitrine");
    assertReadOnly("it does not begin like a log segment", checkpointed);
  }

  @Test
  void theLogOfAnotherStore() {
    MemoryDisk other = new MemoryDisk(false);
    StorageEngine.open(CrashModel.config(), other.open(), EventSink.NONE).close();
    disk.damage(LOG, other.bytes(LOG));
    assertRefusedOnly(LOG + ": it belongs to the store ");
    assertReadOnly("it belongs to the store", checkpointed);
  }

  @Test
  void aLogOfAnotherFormatVersion() {
    change(LOG, bytes -> withVersion(bytes, 0, 2, 40));
    assertRefusedOnly(LOG + ": it has format version 2, this program reads version 1");
    assertReadOnly("it has format version 2", checkpointed);
  }

  @Test
  void aLogSegmentCutShort() {
    disk.damage(LOG, Arrays.copyOf(disk.bytes(LOG), 8 * BLOCK));
    assertRefusedOnly(LOG + ": it has 32768 bytes, not 65536");
    assertReadOnly("it has 32768 bytes", checkpointed);
  }

  @Test
  void aLogThatIsGone() {
    disk.remove(LOG);
    assertRefusedOnly(LOG + " is missing");
    assertReadOnly(LOG + " is missing", checkpointed);
  }

  @Test
  void aLogThatIsGoneBeforeItsFirstCheckpoint() {
    MemoryDisk fresh = new MemoryDisk(false);
    StorageEngine engine = StorageEngine.open(CrashModel.config(), fresh.open(), EventSink.NONE);
    engine.pages().insertRecord(engine.pages().createPage().pageId(), record("first"), null);
    fresh.kill();
    assertRefused(ErrorCode.IO_FAILURE, engine::close);
    fresh.remove(LOG);
    assertThat(
            assertRefused(
                ErrorCode.DATA_DIRECTORY,
                () -> StorageEngine.open(CrashModel.config(), fresh.open(), EventSink.NONE)))
        .hasMessageContaining(LOG + " is missing");
  }

  @Test
  void aDamagedRecordInTheMiddleOfTheLog() {
    long damaged = logged.get(2).lsn() - 8;
    change(LOG, bytes -> bytes[BLOCK + (int) damaged] ^= 1);
    assertRefusedOnly("no record can be read at " + logged.get(1).lsn());
    assertReadOnly("what came later is not shown", all(logged.subList(0, 2)));
  }

  @Test
  void theLastRecordDamagedIsWhatACrashLeaves() {
    long damaged = logged.getLast().lsn() - 8;
    change(LOG, bytes -> bytes[BLOCK + (int) damaged] ^= 1);
    try (StorageEngine engine = open(false)) {
      assertThere(engine, all(logged.subList(0, 4)));
      assertGone(engine, logged.getLast());
    }
  }

  @Test
  void aControlFileThatIsGone() {
    disk.remove(CONTROL);
    assertRefusedOnly("its control file control.vtr is gone");
    assertReadOnly("control.vtr can't be used: it is gone", checkpointed);
  }

  @Test
  void aControlFileWithoutAnIntactBlock() {
    change(CONTROL, bytes -> bytes[16] ^= 1);
    change(CONTROL, bytes -> bytes[BLOCK + 16] ^= 1);
    assertRefusedOnly("control.vtr can't be used: neither of its two blocks is intact");
    assertReadOnly("neither of its two blocks is intact", checkpointed);
  }

  @Test
  void aControlFileCutShort() {
    disk.damage(CONTROL, Arrays.copyOf(disk.bytes(CONTROL), BLOCK));
    assertRefusedOnly("control.vtr can't be used: it has 4096 bytes, not 8192");
    assertReadOnly("it has 4096 bytes", checkpointed);
  }

  @Test
  void aControlFileOfAnotherFormatVersion() {
    change(
        CONTROL,
        bytes -> {
          withVersion(bytes, 0, 2, 88);
          withVersion(bytes, BLOCK, 2, 88);
        });
    assertRefusedOnly("it has format version 2, this program reads version 1");
    assertReadOnly("it has format version 2", checkpointed);
  }

  @Test
  void theControlFileOfAnotherStore() {
    MemoryDisk other = new MemoryDisk(false);
    StorageEngine.open(CrashModel.config(), other.open(), EventSink.NONE).close();
    disk.damage(CONTROL, other.bytes(CONTROL));
    assertRefusedOnly("it belongs to the store ");
    assertReadOnly("it belongs to the store ", checkpointed);
  }

  @Test
  void oneDamagedBlockOfTheControlFileIsWhatACrashLeaves() {
    for (int block = 0; block < 2; block++) {
      MemoryDisk copy = disk.copy();
      byte[] bytes = copy.bytes(CONTROL);
      bytes[block * BLOCK + 50] ^= 1;
      copy.damage(CONTROL, bytes);
      try (StorageEngine engine =
          StorageEngine.open(CrashModel.config(), copy.open(), EventSink.NONE)) {
        assertThere(engine, all(logged));
      }
    }
  }

  @Test
  void aPageFileCutShort() {
    disk.damage(PAGES, Arrays.copyOf(disk.bytes(PAGES), 2 * BLOCK));
    assertRefusedOnly("it has 8192 bytes and should have 12288: it was cut short");
    assertReadOnly("the page file was cut short: pages from 2 to 2 are gone", logged);
  }

  @Test
  void aPageFileThatIsGone() {
    disk.remove(PAGES);
    assertRefusedOnly("its page file pages.vtr is gone");
    assertThat(assertRefused(ErrorCode.DATA_DIRECTORY, () -> open(true)))
        .hasMessageContaining("has no page file pages.vtr, so there is nothing to read");
  }

  @Test
  void aForeignPageFile() {
    change(PAGES, bytes -> new Random(1).nextBytes(bytes));
    assertRefusedOnly("it does not begin like a page file of Vitrine");
  }

  @Test
  void aPageFileOfAnotherFormatVersion() {
    change(PAGES, bytes -> bytes[4] = 9);
    assertRefusedOnly("it has format version 9, this program reads version 2");
  }

  @Test
  void aDamagedPageThatTheLogHasIsMadeWhole() {
    long page = logged.getFirst().pageId();
    change(PAGES, bytes -> bytes[(int) page * BLOCK + 2000] ^= 1);
    try (StorageEngine engine = open(false)) {
      assertThere(engine, all(logged));
      SmallEngine.verify(engine);
    }
  }

  private interface Change {
    void to(byte[] bytes);
  }

  private void change(String file, Change change) {
    byte[] bytes = disk.bytes(file);
    change.to(bytes);
    disk.damage(file, bytes);
  }

  /** Another version in a header whose checksum, over so many bytes, is right again. */
  private static void withVersion(byte[] bytes, int at, int version, int covered) {
    ByteBuffer header = ByteBuffer.wrap(bytes, at, BLOCK).slice().order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(4, version);
    header.putInt(8, 0);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, at, covered);
    header.putInt(8, (int) checksum.getValue());
  }

  private StorageEngine open(boolean readOnly) {
    EngineConfig config = CrashModel.config();
    EngineConfig asked = readOnly ? SmallEngine.readOnly(config) : config;
    return StorageEngine.open(asked, disk.open(), EventSink.NONE);
  }

  /** Refused with this and with what to do, and every file is as it was. */
  private void assertRefusedOnly(String why) {
    Map<String, Integer> before = fingerprints();
    EngineException refusal = assertRefused(ErrorCode.DATA_DIRECTORY, () -> open(false));
    assertThat(refusal).hasMessageContaining(why);
    assertThat(refusal.getMessage())
        .containsPattern("--read-only|[Bb]ring .* back|use the program that wrote it");
    assertThat(fingerprints()).isEqualTo(before);
  }

  private void assertReadOnly(String warning, List<RecordRef> intact) {
    Map<String, Integer> before = fingerprints();
    try (StorageEngine engine = open(true)) {
      assertThat(engine.status().recovery().warning()).contains(warning);
      assertThat(engine.status().state()).isEqualTo("read-only");
      assertThere(engine, intact);
      assertThat(
              StoreContent.of(engine).pages().values().stream()
                  .mapToInt(page -> page.records().size())
                  .sum())
          .isEqualTo(intact.size());
      assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
      assertRefused(ErrorCode.READ_ONLY, engine::checkpoint);
    }
    assertThat(fingerprints()).isEqualTo(before);
  }

  private Map<String, Integer> fingerprints() {
    Map<String, Integer> fingerprints = new TreeMap<>();
    disk.names().forEach(name -> fingerprints.put(name, Arrays.hashCode(disk.bytes(name))));
    return fingerprints;
  }

  private void assertThere(StorageEngine engine, List<RecordRef> records) {
    for (RecordRef ref : records) {
      String expected =
          checkpointed.contains(ref)
              ? "checkpointed " + checkpointed.indexOf(ref)
              : "logged " + logged.indexOf(ref);
      assertThat(engine.pages().getRecord(ref.pageId(), ref.slot()).data())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(expected);
    }
  }

  /** What was checkpointed, and this of the log. */
  private List<RecordRef> all(List<RecordRef> ofTheLog) {
    return Stream.concat(checkpointed.stream(), ofTheLog.stream()).toList();
  }

  private static void assertGone(StorageEngine engine, RecordRef ref) {
    assertRefused(
        ErrorCode.RECORD_NOT_FOUND, () -> engine.pages().getRecord(ref.pageId(), ref.slot()));
  }

  private static byte[] record(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
