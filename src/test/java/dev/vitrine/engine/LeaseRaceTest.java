package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page that is pinned is not freed, and a page that is freed is not pinned: never both. */
class LeaseRaceTest {

  private static final int ROUNDS = 3_000;

  @TempDir Path directory;

  @Test
  void pinningAndDeletingTheSamePageNeverBothSucceed() throws Exception {
    try (StorageEngine engine = SmallEngine.open(directory, 40);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      CyclicBarrier together = new CyclicBarrier(2);
      int deleted = 0;
      for (int round = 0; round < ROUNDS; round++) {
        long page = engine.pages().createPage().pageId();
        Future<@Nullable ErrorCode> deletion =
            other.submit(() -> attempt(together, page, p -> engine.pages().deletePage(p, null)));
        ErrorCode pinRefused =
            attempt(together, page, p -> unpinLater(engine, engine.bufferPool().pinPage(p)));
        ErrorCode deleteRefused = deletion.get();
        if (deleteRefused == null) {
          deleted++;
          assertThat(pinRefused).as("round %d", round).isIn(null, ErrorCode.PAGE_NOT_FOUND);
        } else {
          assertThat(deleteRefused).isEqualTo(ErrorCode.PAGE_PINNED);
          assertThat(pinRefused).isNull();
          engine.pages().deletePage(page, null);
        }
        assertThat(engine.bufferPool().getBufferPool().pinnedFrames()).isZero();
      }
      assertThat(deleted).isPositive();
      SmallEngine.verify(engine);
    }
  }

  private static void unpinLater(StorageEngine engine, Lease lease) {
    assertThat(engine.pages().getPage(lease.pageId()).pins()).isEqualTo(1);
    engine.bufferPool().unpinPage(lease.id(), false);
  }

  private static @Nullable ErrorCode attempt(CyclicBarrier together, long page, LongConsumer action)
      throws Exception {
    together.await();
    try {
      action.accept(page);
      return null;
    } catch (EngineException e) {
      return e.code();
    }
  }
}
