package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.verify.Finding;
import dev.vitrine.engine.verify.FindingCode;
import dev.vitrine.engine.verify.VerificationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Harms the files of a running engine that its work does not read again before the next opening,
 * and has the harm found while there is time to copy what is in memory.
 */
class OpenStoreFilesTest {

  @TempDir Path directory;
  private StorageEngine engine;
  private PlantedDamage damage;

  @BeforeEach
  void open() {
    engine = SmallEngine.open(directory, 8);
    damage = new PlantedDamage(directory);
    for (int i = 0; i < 3; i++) {
      engine.pages().createPage();
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void theLogIsReadUpToWhereItIsDurable() {
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    // Each page's creation is one change, and nothing before them was given away.
    assertThat(report.logRecords()).isEqualTo(3);
    assertThat(report.logBytes()).isEqualTo(engine.status().log().durableLsn());
  }

  @Test
  void whatACheckpointGaveAwayIsNotReadAgain() {
    damage.flipBit(damage.firstLogFile(), damage.records().get(1) + 40);
    engine.checkpoint();
    engine.pages().createPage();
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    // The checkpoint's own one of the allocation map, and the new page.
    assertThat(report.logRecords()).isEqualTo(2);
  }

  @Test
  void aFlippedBitInTheLogIsFound() {
    long second = damage.records().get(1);
    damage.flipBit(damage.firstLogFile(), second + 40);
    assertFound(
        new Finding(
            FindingCode.LOG_DAMAGED,
            null,
            "log-0000000000.vtr",
            second,
            "no record can be read there, and one was durable"));
    assertThat(verify().logRecords()).isEqualTo(1);
    engine.checkpoint();
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void aSegmentThatIsGoneIsFound() throws IOException {
    without(
        "log-0000000000.vtr",
        () ->
            assertFound(
                new Finding(
                    FindingCode.LOG_FILE_WRONG, null, "log-0000000000.vtr", 0L, "it is gone")));
  }

  @Test
  void aCheckpointMakesASegmentThatIsGoneNeedless() throws IOException {
    Random random = new Random(1);
    while (engine.status().log().durableLsn() < 3L * engine.status().log().segmentBytes()) {
      byte[] record = new byte[3000];
      random.nextBytes(record);
      engine.pages().insertRecord(engine.pages().createPage().pageId(), record, null);
    }
    Files.delete(directory.resolve("log-0000000001.vtr"));
    assertFound(
        new Finding(FindingCode.LOG_FILE_WRONG, null, "log-0000000001.vtr", 0L, "it is gone"));
    engine.checkpoint();
    assertThat(verify().findings()).isEmpty();
  }

  @Test
  void aSegmentWithoutItsHeaderIsFound() {
    damage.zeros("log-0000000000.vtr", 0, 64);
    assertFound(
        new Finding(
            FindingCode.LOG_FILE_WRONG,
            null,
            "log-0000000000.vtr",
            0L,
            "it does not begin like a log segment of Vitrine"));
  }

  @Test
  void aControlFileThatIsGoneIsFound() throws IOException {
    without(
        "control.vtr",
        () -> {
          assertThat(onlyFinding().text()).contains("it is gone");
          assertThat(onlyFinding().code()).isEqualTo(FindingCode.CONTROL_FILE_WRONG);
        });
  }

  @Test
  void aControlFileWithoutTheNewestCheckpointIsFound() throws IOException {
    byte[] old = Files.readAllBytes(directory.resolve("control.vtr"));
    engine.checkpoint();
    assertThat(verify().findings()).isEmpty();
    Files.write(directory.resolve("control.vtr"), old);
    assertThat(onlyFinding().code()).isEqualTo(FindingCode.CONTROL_FILE_WRONG);
    // The first checkpoint is 0; making the directory takes one, and so does every opening.
    assertThat(onlyFinding().text()).isEqualTo("it has checkpoint 2, the newest is 3");
  }

  @Test
  void aPageFileThatIsGoneIsFound() throws IOException {
    without(
        "pages.vtr",
        () ->
            assertFound(
                new Finding(FindingCode.PAGE_FILE_WRONG, null, "pages.vtr", null, "it is gone")));
  }

  /** The engine has the file open all the time; it would miss it at its next sync. */
  private void without(String name, Runnable look) throws IOException {
    Path moved = directory.resolveSibling(directory.getFileName() + "-" + name);
    Files.move(directory.resolve(name), moved);
    try {
      look.run();
    } finally {
      Files.move(moved, directory.resolve(name));
    }
  }

  private void assertFound(Finding finding) {
    assertThat(verify().findings()).isEqualTo(List.of(finding));
  }

  private Finding onlyFinding() {
    List<Finding> findings = verify().findings();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private VerificationReport verify() {
    return OpenEngine.verify(engine);
  }
}
