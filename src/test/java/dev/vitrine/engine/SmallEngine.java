package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.verify.ClosedDirectory;
import dev.vitrine.engine.verify.FindingCode;
import dev.vitrine.engine.verify.VerificationReport;
import dev.vitrine.engine.verify.VerificationWatch;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;

/** Engines for tests: few frames, nothing in the background, checked page by page at the end. */
final class SmallEngine {

  static final int PAGE = 4096;

  /** Small files, and no checkpoint but those that are asked for. */
  static final LogConfig LOG =
      new LogConfig(
          LogConfig.Durability.SYNC,
          Duration.ofMillis(20),
          256 << 10,
          128 << 10,
          Long.MAX_VALUE / 8,
          Duration.ZERO);

  private SmallEngine() {}

  static EngineConfig config(Path directory, int frames) {
    return new EngineConfig(
        directory, PAGE, frames, 2, true, Duration.ZERO, Duration.ofSeconds(30), LOG, false);
  }

  /** The same, changing nothing. */
  static EngineConfig readOnly(EngineConfig config) {
    return new EngineConfig(
        config.dataDirectory(),
        config.pageSizeBytes(),
        config.frames(),
        config.lruK(),
        config.directIo(),
        config.flushInterval(),
        config.leaseTime(),
        config.log(),
        true);
  }

  static StorageEngine open(Path directory, int frames) {
    return open(directory, frames, EventSink.NONE);
  }

  static StorageEngine open(Path directory, int frames, EventSink sink) {
    return StorageEngine.open(config(directory, frames), sink);
  }

  /** Flushes, then reads every page's stored image and looks at its records. */
  static void verify(StorageEngine engine) {
    engine.bufferPool().flushAllPages();
    long after = -1;
    do {
      PageListing pages = engine.pages().listPages(after, 1000);
      for (PageSummary page : pages.items()) {
        byte[] image = engine.io().readPage(page.pageId()).bytes();
        if (page.type().equals("slotted")) {
          assertThat(PageCheck.slots(MemorySegment.ofArray(image)))
              .as("page %d", page.pageId())
              .isNull();
        }
      }
      after = pages.nextAfter();
    } while (after >= 0);
  }

  /** Does so, closes the engine, and has the verifier look at what is left on disk. */
  static void verifyAndClose(StorageEngine engine) {
    verify(engine);
    Path directory = Path.of(engine.status().dataDirectory());
    engine.close();
    verifyClosed(directory);
  }

  /** A closed directory has no findings, and nothing for the log to repair. */
  static void verifyClosed(Path directory) {
    try (ClosedDirectory closed = ClosedDirectory.open(directory)) {
      VerificationReport report = closed.verify(VerificationWatch.NONE);
      assertThat(report.findings()).isEmpty();
      assertThat(report.sound()).isTrue();
      assertThat(report.notes())
          .filteredOn(note -> note.code() != FindingCode.UNKNOWN_FILE)
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
