package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is intact of a directory can be read, and nothing in it changes. */
class ReadOnlyDirectoryTest {

  @TempDir Path temporary;
  private Path directory;
  private long page;

  /** The directory as a crash leaves it: the record is in the log only. */
  @BeforeEach
  void crash() throws IOException {
    directory = temporary.resolve("crashed");
    Path living = temporary.resolve("living");
    try (StorageEngine engine = SmallEngine.open(living, 8)) {
      page = engine.pages().createPage().pageId();
      engine.bufferPool().flushAllPages();
      engine.pages().insertRecord(page, "in the log".getBytes(StandardCharsets.UTF_8), null);
      DirectoryFiles.copy(living, directory);
    }
  }

  @Test
  void whatTheLogHasIsShownAndNothingChanges() throws IOException {
    var before = DirectoryFiles.fingerprint(directory);
    try (StorageEngine engine = open()) {
      assertThat(engine.pages().getRecord(page, 0).data()).asString().isEqualTo("in the log");
      assertThat(engine.status().recovery().warning()).isEmpty();
      EngineErrors.assertRefused(ErrorCode.READ_ONLY, () -> engine.pages().createPage());
      EngineErrors.assertRefused(
          ErrorCode.DATA_DIRECTORY, () -> SmallEngine.open(directory, 8).close());
    }
    assertThat(DirectoryFiles.fingerprint(directory)).isEqualTo(before);
  }

  @Test
  void withoutAControlFileThePagesAreShownAsTheyAre() throws IOException {
    Files.delete(directory.resolve("control.vtr"));
    var before = DirectoryFiles.fingerprint(directory);
    try (StorageEngine engine = open()) {
      assertThat(engine.status().recovery().warning())
          .contains("control.vtr can't be used: it is gone");
      assertThat(engine.pages().getPage(page).recordCount()).isZero();
    }
    assertThat(DirectoryFiles.fingerprint(directory)).isEqualTo(before);
  }

  private StorageEngine open() {
    EngineConfig usual = SmallEngine.config(directory, 8);
    return StorageEngine.open(
        new EngineConfig(
            directory,
            usual.pageSizeBytes(),
            usual.frames(),
            usual.lruK(),
            usual.directIo(),
            usual.flushInterval(),
            usual.leaseTime(),
            usual.log(),
            true),
        EventSink.NONE);
  }
}
