package dev.vitrine.engine;

import static dev.vitrine.engine.EngineErrors.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.event.EventSink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Takes away a part of the log that nothing after it in the log can tell of: opened all the same,
 * the engine would go on with acknowledged changes lost. The log has segments of 64 KiB, and each
 * change is a record of some 3 kB, so that one reaches from each segment into the next one.
 */
class LostLogTest {

  private static final int SEGMENT = 64 << 10;
  private static final int BLOCK = 4096;
  private static final String PAGES = "pages.vtr";

  private final MemoryDisk disk = new MemoryDisk(false);
  private long lastPage;
  private int segmentsUsed;

  @BeforeEach
  void fill() {
    StorageEngine engine = open();
    Random random = new Random(1);
    for (int i = 0; i < 80; i++) {
      lastPage = engine.pages().createPage().pageId();
      byte[] record = new byte[3000 + i];
      random.nextBytes(record);
      engine.pages().insertRecord(lastPage, record, null);
    }
    engine.bufferPool().flushAllPages();
    segmentsUsed = (int) (engine.status().log().durableLsn() / (SEGMENT - BLOCK)) + 1;
    disk.kill();
    assertRefused(ErrorCode.IO_FAILURE, engine::close);
  }

  @Test
  void aSegmentBetweenOthers() {
    disk.remove(name(2));
    assertThat(refusal()).hasMessageContaining(name(2) + " is missing");
  }

  @Test
  void theLastSegmentThatIsUsed() {
    List<String> from = names().subList(segmentsUsed - 1, names().size());
    from.forEach(disk::remove);
    assertThat(refusal())
        .hasMessageContaining(name(segmentsUsed - 1) + " is missing, and a record that begins at");
  }

  @Test
  void theOneBeforeInPlaceOfTheLastSegmentThatIsUsed() {
    disk.damage(name(segmentsUsed - 1), disk.bytes(name(segmentsUsed - 2)));
    assertThat(refusal())
        .hasMessageContaining(
            "%s: its header says that it is segment %d, and the log still needs that one"
                .formatted(name(segmentsUsed - 1), segmentsUsed - 2));
  }

  @Test
  void zerosInPlaceOfTheLastSegmentThatIsUsed() {
    disk.damage(name(segmentsUsed - 1), new byte[SEGMENT]);
    assertThat(refusal())
        .hasMessageContaining(name(segmentsUsed - 1) + ": it does not begin like a log segment")
        .hasMessageContaining("and a record that begins at");
  }

  @Test
  void anOlderLogBesideNewerPagesLeavesThemAsTheyAre() {
    Map<String, byte[]> older = new TreeMap<>();
    disk.names().stream()
        .filter(name -> !name.equals(PAGES))
        .forEach(name -> older.put(name, disk.bytes(name)));
    try (StorageEngine engine = open()) {
      engine.pages().insertRecord(lastPage, new byte[] {1}, null);
    }
    Set.copyOf(disk.names()).stream().filter(name -> !name.equals(PAGES)).forEach(disk::remove);
    older.forEach(disk::put);
    byte[] pages = disk.bytes(PAGES);
    assertThat(refusal()).hasMessageContaining("changes were lost from the log");
    assertThat(disk.bytes(PAGES)).isEqualTo(pages);
  }

  @Test
  void theLastSegmentThatIsUsedWithOneWaitingBehindIt() {
    disk.put(name(segmentsUsed), new byte[SEGMENT]);
    disk.remove(name(segmentsUsed - 1));
    assertThat(refusal())
        .hasMessageContaining(
            "%s is missing, and %s is there".formatted(name(segmentsUsed - 1), name(segmentsUsed)));
  }

  /** Zeros are what a crash leaves too; the pages alone know better. */
  @Test
  void zerosInPlaceOfTheEndWhereNewPagesWereGiven() {
    wipeFrom(segmentsUsed - 2);
    assertThat(refusal()).hasMessageContaining("changes were lost from the log");
    try (StorageEngine intact =
        StorageEngine.open(
            SmallEngine.readOnly(CrashModel.config()), disk.open(), EventSink.NONE)) {
      assertThat(intact.status().recovery().warning())
          .contains("changes were lost from the log; what came later is not shown");
    }
  }

  @Test
  void zerosInPlaceOfTheEndWherePagesWereChanged() {
    StorageEngine before = open();
    before.checkpoint();
    before.pages().insertRecord(lastPage, new byte[] {1}, null);
    before.bufferPool().flushAllPages();
    disk.kill();
    assertRefused(ErrorCode.IO_FAILURE, before::close);
    wipeFrom(0);
    StorageEngine engine = open();
    try (engine) {
      assertThat(engine.status().state()).isEqualTo("open");
      engine.pages().getRecord(lastPage, 0);
      assertThat(engine.status().state()).isEqualTo("read-only");
      assertThat(engine.status().stateReason())
          .contains("page %d has version".formatted(lastPage), "changes were lost from the log");
      assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
    }
  }

  private void wipeFrom(int number) {
    for (String name : names()) {
      if (name.compareTo(name(number)) >= 0) {
        byte[] bytes = disk.bytes(name);
        Arrays.fill(bytes, BLOCK, SEGMENT, (byte) 0);
        disk.damage(name, bytes);
      }
    }
  }

  private EngineException refusal() {
    return assertRefused(ErrorCode.DATA_DIRECTORY, this::open);
  }

  private StorageEngine open() {
    return StorageEngine.open(CrashModel.config(), disk.open(), EventSink.NONE);
  }

  private List<String> names() {
    return new TreeSet<>(disk.names()).stream().filter(name -> name.startsWith("log-")).toList();
  }

  private static String name(int number) {
    return "log-%010d.vtr".formatted(number);
  }
}
