package dev.vitrine.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.PageListing;
import dev.vitrine.engine.PageSummary;
import dev.vitrine.engine.PoolStatistics;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.page.PageCheck;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.event.EventSink;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** An engine with few frames, checked page by page at the end. */
final class WorkloadEngine implements AutoCloseable {

  static final int PAGE = 4096;

  final StorageEngine engine;

  WorkloadEngine(Path directory, int frames) {
    engine =
        StorageEngine.open(
            new EngineConfig(
                directory,
                PAGE,
                frames,
                2,
                true,
                Duration.ofMillis(20),
                Duration.ofSeconds(30),
                LogConfig.DEFAULT,
                false),
            EventSink.NONE);
  }

  long accesses() {
    PoolStatistics pool = engine.bufferPool().getBufferPool();
    return pool.hits() + pool.misses();
  }

  /** The pages that records are on, whoever made them. */
  long slottedPages() {
    long[] slotted = {0};
    forEachPage(page -> slotted[0] += page.type().equals("slotted") ? 1 : 0);
    return slotted[0];
  }

  @Override
  public void close() {
    try (engine) {
      engine.bufferPool().flushAllPages();
      forEachPage(this::check);
    }
  }

  private void forEachPage(Consumer<PageSummary> action) {
    long after = -1;
    do {
      PageListing pages = engine.pages().listPages(after, 1000);
      pages.items().forEach(action);
      after = pages.nextAfter();
    } while (after >= 0);
  }

  private void check(PageSummary page) {
    byte[] image = engine.io().readPage(page.pageId()).bytes();
    if (page.type().equals("slotted")) {
      assertThat(PageCheck.slots(MemorySegment.ofArray(image))).as("page %s", page).isNull();
    }
  }
}
