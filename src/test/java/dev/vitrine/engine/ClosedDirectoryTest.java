package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.verify.ClosedDirectory;
import dev.vitrine.engine.verify.Finding;
import dev.vitrine.engine.verify.FindingCode;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.verify.VerificationReport.PageTypeCount;
import dev.vitrine.engine.verify.VerificationWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of damage, planted by hand into the files. The directory has pages 0 (header), 1
 * (allocation map), 2, 3 and 4 (slotted, five records each), 5 (raw) and 6 (freed).
 */
class ClosedDirectoryTest {

  private static final String PAGES = "pages.vtr";
  private static final int RAW = 3;
  private static final int SLOTTED = 4;
  private static final int OWNED = 0x40;

  @TempDir Path temporary;
  private Path directory;
  private PlantedDamage damage;

  @BeforeEach
  void fill() {
    directory = temporary.resolve("data");
    damage = new PlantedDamage(directory);
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      work(engine);
    }
  }

  private static void work(StorageEngine engine) {
    for (int i = 0; i < 3; i++) {
      long page = engine.pages().createPage().pageId();
      for (int j = 0; j < 5; j++) {
        engine.pages().insertRecord(page, text(page + "/" + j), null);
      }
    }
    engine.io().allocatePage();
    long freed = engine.pages().createPage().pageId();
    engine.pages().insertRecord(freed, text("soon gone"), null);
    engine.bufferPool().flushAllPages();
    engine.pages().deletePage(freed, null);
  }

  /** The directory as a crash leaves it, with all of the work in the log. */
  private void crash() throws IOException {
    Path living = temporary.resolve("living");
    try (StorageEngine engine = SmallEngine.open(living, 8)) {
      work(engine);
      directory = temporary.resolve("crashed");
      DirectoryFiles.copy(living, directory);
    }
    damage = new PlantedDamage(directory);
  }

  @Test
  void aSoundDirectoryHasNoFindings() {
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.notes()).isEmpty();
    assertThat(report.sound()).isTrue();
    assertThat(report.pages())
        .containsExactly(
            new PageTypeCount("free", 1),
            new PageTypeCount("file-header", 1),
            new PageTypeCount("allocation-map", 1),
            new PageTypeCount("raw", 1),
            new PageTypeCount("slotted", 3));
    assertThat(report.pageBytes()).isEqualTo(7 * 4096);
  }

  @Test
  void aDirectoryThatACrashLeftHasNoFindings() throws IOException {
    crash();
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.logRecords()).isEqualTo(damage.records().size()).isGreaterThan(20);
    assertThat(report.pages()).contains(new PageTypeCount("slotted", 3));
  }

  @Test
  void nothingIsChanged() throws IOException {
    crash();
    Map<String, List<Object>> before = DirectoryFiles.fingerprint(directory);
    verify();
    assertThat(DirectoryFiles.fingerprint(directory)).isEqualTo(before);
  }

  @Test
  void aFlippedBitIsADamagedPage() {
    damage.flipBit(PAGES, 3 * 4096 + 4000);
    assertFound(FindingCode.PAGE_DAMAGED, 3L);
    assertThat(verify().findings().getFirst())
        .satisfies(finding -> assertThat(finding.position()).isEqualTo(3 * 4096))
        .satisfies(finding -> assertThat(finding.file()).isEqualTo(PAGES))
        .satisfies(finding -> assertThat(finding.text()).contains("its checksum is"));
  }

  @Test
  void aPageOfZerosIsNoPage() {
    damage.zeros(PAGES, 2 * 4096, 4096);
    assertFound(FindingCode.PAGE_FOREIGN, 2L);
  }

  @Test
  void swappedPagesAreBothMisplaced() {
    damage.swapPages(2, 4);
    assertThat(codesAndPages()).containsExactly("PAGE_MISPLACED 2", "PAGE_MISPLACED 4");
  }

  @Test
  void recordsThatDisagreeWithTheSlotsAreFound() {
    damage.changePage(2, page -> page.putShort(34, (short) 4));
    assertFound(FindingCode.PAGE_SLOTS_WRONG, 2L);
  }

  @Test
  void aPageFromTheFutureIsFound() {
    damage.changePage(4, page -> page.putLong(16, 1L << 40));
    assertFound(FindingCode.PAGE_NEWER_THAN_LOG, 4L);
  }

  @Test
  void anotherOwnerThanTheMapHasIsFound() {
    damage.changePage(3, page -> page.putInt(28, 7));
    assertThat(codesAndPages()).containsExactly("OWNER_MISMATCH 3", "PAGE_LOST 3");
  }

  @Test
  void aPageThatNoObjectReachesIsLost() {
    damage.changePage(3, page -> page.putInt(28, 7));
    damage.setMapEntry(3, SLOTTED | OWNED);
    assertFound(FindingCode.PAGE_LOST, 3L);
  }

  @Test
  void anotherTypeThanTheMapHasIsFound() {
    damage.setMapEntry(2, RAW);
    assertFound(FindingCode.TYPE_MISMATCH, 2L);
  }

  @Test
  void aPageInUseThatTheMapHasFreeIsFound() {
    damage.setMapEntry(4, 0);
    assertFound(FindingCode.FREE_PAGE_SAYS_USED, 4L);
  }

  @Test
  void aFreePageThatTheMapHasInUseIsFound() {
    damage.setMapEntry(6, SLOTTED);
    assertFound(FindingCode.USED_PAGE_SAYS_FREE, 6L);
  }

  @Test
  void aPageWhereNoneWasEverGivenIsFound() {
    damage.swapPages(6, 20);
    damage.swapPages(4, 6);
    damage.changePage(6, page -> page.putLong(8, 6));
    damage.swapPages(6, 21);
    damage.changePage(21, page -> page.putLong(8, 21));
    assertThat(codesAndPages()).containsExactly("PAGE_FOREIGN 4", "FREE_PAGE_SAYS_USED 21");
  }

  @Test
  void aTreeThatTookThePageOfAnotherIsFound() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      // Their own pages are 6 and 8, their roots 7 and 9.
      engine.records().createRecordFile("a");
      engine.records().createRecordFile("b");
      engine.records().putRecord("a", text("key"), text("value"));
    }
    assertThat(verify().findings()).isEmpty();
    damage.changePage(8, file -> file.putLong(56, 7));
    assertThat(codesAndPages())
        .containsExactly("PAGE_OWNED_TWICE 7", "OWNER_MISMATCH 7", "OBJECT_WRONG 7", "PAGE_LOST 9");
  }

  @Test
  void aDamagedFreePageIsANote() {
    damage.flipBit(PAGES, 6 * 4096 + 100);
    VerificationReport report = verify();
    assertThat(report.sound()).isTrue();
    assertThat(report.notes())
        .extracting(Finding::code, Finding::pageId)
        .containsExactly(tuple(FindingCode.FREE_PAGE_DAMAGED, 6L));
  }

  @Test
  void aFileThatWasCutShortIsFoundWithThePagesThatAreGone() {
    damage.cut(PAGES, 4 * 4096);
    assertThat(verify().findings())
        .anySatisfy(finding -> {
          assertThat(finding.code()).isEqualTo(FindingCode.PAGE_FILE_WRONG);
          assertThat(finding.text()).contains("pages from 4 to 6 are gone");
        });
  }

  @Test
  void aForeignPageFileIsFound() throws IOException {
    Files.write(directory.resolve(PAGES), new byte[8192]);
    assertFound(FindingCode.PAGE_FILE_WRONG, PAGES);
  }

  @Test
  void aMissingPageFileIsFound() throws IOException {
    Files.delete(directory.resolve(PAGES));
    assertFound(FindingCode.PAGE_FILE_WRONG, PAGES);
  }

  @Test
  void aControlFileWithoutAnIntactBlockIsFound() {
    damage.zeros("control.vtr", 0, 8192);
    assertFound(FindingCode.CONTROL_FILE_WRONG, "control.vtr");
  }

  @Test
  void aControlFileWithOneIntactBlockIsANote() {
    damage.flipBit("control.vtr", 8);
    VerificationReport report = verify();
    assertThat(report.notes())
        .extracting(Finding::code)
        .contains(FindingCode.CONTROL_BLOCK_DAMAGED);
  }

  @Test
  void aDamagedRecordOfTheLogIsFound() throws IOException {
    crash();
    long record = damage.records().get(5);
    damage.flipBit(damage.firstLogFile(), record + 40);
    VerificationReport report = verify();
    Finding finding =
        report.findings().stream()
            .filter(it -> it.code() == FindingCode.LOG_DAMAGED)
            .findFirst()
            .orElseThrow();
    assertThat(finding.file()).isEqualTo(damage.firstLogFile());
    assertThat(finding.position()).isEqualTo(record);
    assertThat(report.logRecords()).isEqualTo(5);
  }

  @Test
  void aWipedSegmentHeaderIsFound() throws IOException {
    crash();
    damage.zeros(damage.firstLogFile(), 0, 4096);
    assertThat(verify().findings())
        .extracting(Finding::code)
        .contains(FindingCode.LOG_FILE_WRONG, FindingCode.LOG_DAMAGED);
  }

  @Test
  void theLogOfAnotherStoreIsFound() throws IOException {
    crash();
    Path other = temporary.resolve("data");
    String name = damage.firstLogFile();
    try (Stream<Path> logs = Files.list(other)) {
      Path foreign =
          logs.filter(file -> file.getFileName().toString().startsWith("log-"))
              .findFirst()
              .orElseThrow();
      Files.write(directory.resolve(name), Files.readAllBytes(foreign));
    }
    assertThat(verify().findings())
        .anySatisfy(finding -> {
          assertThat(finding.code()).isEqualTo(FindingCode.LOG_FILE_WRONG);
          assertThat(finding.file()).isEqualTo(name);
          assertThat(finding.text()).contains("belongs to the store");
        });
  }

  @Test
  void aChangeThatDoesNotContinueItsPageIsFound() throws IOException {
    crash();
    long delta =
        damage.records().stream()
            .filter(at -> damage.read(damage.firstLogFile(), at + 32 + 16, 2).getShort(0) == 2)
            .findFirst()
            .orElseThrow();
    long pageId = damage.read(damage.firstLogFile(), delta + 32, 8).getLong(0);
    damage.changeRecord(delta, record -> record.putLong(32 + 8, record.getLong(32 + 8) + 8));
    assertThat(verify().findings())
        .first()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo(FindingCode.LOG_CHAIN_BROKEN))
        .satisfies(finding -> assertThat(finding.pageId()).isEqualTo(pageId));
  }

  @Test
  void aTornPageThatTheLogHasIsANote() throws IOException {
    crash();
    damage.zeros(PAGES, 2 * 4096 + 2048, 2048);
    VerificationReport report = verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.notes())
        .extracting(Finding::code, Finding::pageId)
        .containsExactly(tuple(FindingCode.REPAIRED_BY_LOG, 2L));
  }

  @Test
  void aFileOfSomebodyElseIsANote() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "remember");
    VerificationReport report = verify();
    assertThat(report.sound()).isTrue();
    assertThat(report.notes()).extracting(Finding::file).containsExactly("notes.txt");
  }

  @Test
  void aDirectoryInUseIsNotLookedAt() {
    try (StorageEngine _ = SmallEngine.open(directory, 8)) {
      assertThat(EngineErrors.assertRefused(ErrorCode.DATA_DIRECTORY, this::verify))
          .hasMessageContaining("in use by process");
    }
  }

  @Test
  void aDirectoryWithoutDataIsNotLookedAt() {
    assertThatThrownBy(() -> ClosedDirectory.open(temporary.resolve("nowhere")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is no directory");
    assertThatThrownBy(() -> ClosedDirectory.open(temporary))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("holds no data of Vitrine");
  }

  @Test
  void moreFindingsThanAreToldAreCounted() {
    try (StorageEngine engine = SmallEngine.open(directory, 8)) {
      for (int i = 0; i < 1_100; i++) {
        engine.io().allocatePage();
      }
    }
    // The freed page is used again, so these are 6 to 1105.
    for (long page = 6; page < 1_106; page++) {
      damage.flipBit(PAGES, page * 4096 + 60);
    }
    VerificationReport report = verify();
    assertThat(report.findings()).hasSize(1_000);
    assertThat(report.findingCount()).isEqualTo(1_100);
  }

  @Test
  void aCancelledVerificationEndsAtOnce() throws IOException {
    try (ClosedDirectory closed = ClosedDirectory.open(directory)) {
      long[] reached = new long[1];
      assertThatThrownBy(() ->
              closed.verify(
                  new VerificationWatch() {
                    @Override
                    public void reached(long done, long total, long findings) {
                      reached[0] = done;
                    }

                    @Override
                    public boolean cancelled() {
                      return reached[0] == 3;
                    }
                  }))
          .isInstanceOf(CancellationException.class);
      assertThat(reached[0]).isEqualTo(3);
    }
  }

  private VerificationReport verify() {
    try (ClosedDirectory closed = ClosedDirectory.open(directory)) {
      return closed.verify(VerificationWatch.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> codesAndPages() {
    return verify().findings().stream()
        .map(finding -> finding.code() + " " + finding.pageId())
        .toList();
  }

  private void assertFound(FindingCode code, long pageId) {
    assertThat(codesAndPages()).containsExactly(code + " " + pageId);
  }

  private void assertFound(FindingCode code, String file) {
    assertThat(verify().findings())
        .extracting(Finding::code, Finding::file)
        .containsExactly(tuple(code, file));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
