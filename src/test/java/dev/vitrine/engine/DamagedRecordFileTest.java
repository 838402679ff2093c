package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.verify.FindingCode;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.event.EventSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page of a record file is damaged: its other pages, and other files, are as usable as before,
 * and the file can be got rid of. Page 2 is the file's own, page 3 its root, with leaves and
 * overflow pages from page 4 on; another file comes after them.
 */
class DamagedRecordFileTest {

  private static final int RECORDS = 60;

  @TempDir Path directory;
  private PlantedDamage damage;
  private long otherFile;

  @BeforeEach
  void fill() {
    try (StorageEngine engine = SmallEngine.open(directory, 32)) {
      engine.records().createRecordFile("broken");
      for (int i = 0; i < RECORDS; i++) {
        engine.records().putRecord("broken", key(i), new byte[i % 10 == 0 ? 20_000 : 500]);
      }
      otherFile = engine.records().createRecordFile("other").fileId();
      engine.records().putRecord("other", key(1), new byte[10]);
    }
    damage = new PlantedDamage(directory);
  }

  /** The root, a leaf or an overflow page, all but the file's own. */
  @Test
  void aFileIsDroppedWhicheverPageIsDamaged() {
    List<Long> pages = LongStream.range(3, otherFile).boxed().toList();
    assertThat(pages).hasSizeGreaterThan(30);
    for (long page : pages) {
      damage.flipBit("pages.vtr", page * 4096 + 1000);
      try (StorageEngine engine = SmallEngine.open(directory, 32)) {
        engine.records().dropRecordFile("broken");
        assertThat(OpenEngine.verify(engine).findings()).as("page %d", page).isEmpty();
        assertThat(engine.io().countPages().allocated()).as("page %d", page).isEqualTo(4);
        assertThat(engine.records().getKey("other", key(1)).value()).hasSize(10);
        refill(engine);
      }
      SmallEngine.verifyClosed(directory);
    }
  }

  /** The page that is not in use may be the next object's: it is left alone. */
  @Test
  void aFileIsDroppedThatLeadsToAPageThatIsNotInUse() {
    for (long page = 4; page < otherFile; page += 5) {
      damage.setMapEntry(page, 0);
    }
    try (StorageEngine engine = SmallEngine.open(directory, 32)) {
      engine.records().dropRecordFile("broken");
      assertThat(engine.io().countPages().allocated()).isEqualTo(4);
      assertThat(engine.records().getKey("other", key(1)).value()).hasSize(10);
    }
    try (StorageEngine engine = SmallEngine.open(directory, 32)) {
      assertThat(engine.records().listRecordFiles("", 10)).hasSize(1);
    }
  }

  private void refill(StorageEngine engine) {
    engine.records().createRecordFile("broken");
    for (int i = 0; i < RECORDS; i++) {
      engine.records().putRecord("broken", key(i), new byte[i % 10 == 0 ? 20_000 : 500]);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nobodyIsToldThatThereIsNoSuchFileWhenItCannotBeRead(boolean readOnly) {
    damage.flipBit("pages.vtr", 2 * 4096 + 1000);
    EngineConfig config = SmallEngine.config(directory, 32);
    EngineConfig asked = readOnly ? SmallEngine.readOnly(config) : config;
    try (StorageEngine engine = StorageEngine.open(asked, EventSink.NONE)) {
      assertThat(engine.status().recovery().warning())
          .startsWith("1 record files can't be opened, whose names are not known: read of page 2");
      assertThat(engine.records().getKey("other", key(1)).value()).hasSize(10);
      EngineErrors.assertRefused(
          ErrorCode.CHECKSUM_FAILURE, () -> engine.records().getKey("broken", key(1)));
      EngineErrors.assertRefused(
          ErrorCode.CHECKSUM_FAILURE, () -> engine.records().createRecordFile("broken"));
      EngineErrors.assertRefused(
          ErrorCode.CHECKSUM_FAILURE, () -> engine.records().dropRecordFile("broken"));
      VerificationReport report = OpenEngine.verify(engine);
      assertThat(report.findings())
          .anyMatch(it -> it.code() == FindingCode.PAGE_DAMAGED && it.pageId() == 2L);
    }
  }

  private static byte[] key(int number) {
    return "key-%04d".formatted(number).getBytes(StandardCharsets.US_ASCII);
  }
}
