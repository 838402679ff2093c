package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultRule;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.engine.wal.LogConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several writers on pages of their own, checkpoints and flushes in the background, and the power
 * goes at a random operation. Whoever was acknowledged finds it afterwards; of each writer one
 * operation at most is there that was not. {@code -Dvitrine.seed=n} begins with that seed (threads
 * are scheduled as they like), {@code -Dvitrine.soak=s} goes on for so many seconds.
 */
class ConcurrentCrashTest {

  private static final int WRITERS = 4;
  private static final long SECONDS = Long.getLong("vitrine.soak", 5);

  /** One client: the pages it made, and what it does not know of. */
  private static final class Writer {
    private final RandomSteps steps;
    private StoreContent content = StoreContent.EMPTY;
    private @Nullable Step underWay;
    private long acknowledged;

    Writer(long seed, int number) {
      steps = new RandomSteps(new Random(seed), "w" + number + "-");
    }

    void work(StorageEngine engine) {
      while (true) {
        Step step = steps.next(content);
        underWay = step;
        try {
          content = step.action().on(engine).content();
          acknowledged++;
        } catch (EngineException e) {
          if (e.code() == ErrorCode.IO_FAILURE
              || e.code() == ErrorCode.READ_ONLY
              || e.code() == ErrorCode.BUSY) {
            return;
          }
          assertThat(e.code()).isNotEqualTo(ErrorCode.CHECKSUM_FAILURE);
          if (!look(engine)) {
            return;
          }
        }
      }
    }

    /** Of several images some may have been taken before one was refused; false without power. */
    private boolean look(StorageEngine engine) {
      try {
        engine.io().flushWrites();
        StoreContent live = content;
        for (long pageId : content.pages().keySet()) {
          live = live.with(pageId, StoreContent.page(engine, pageId));
        }
        content = live;
        return true;
      } catch (EngineException e) {
        assertThat(e.code()).isIn(ErrorCode.IO_FAILURE, ErrorCode.READ_ONLY, ErrorCode.BUSY);
        return false;
      }
    }

    /** Takes what is this writer's out of what was found; what is left. */
    StoreContent claim(StoreContent found) {
      StoreContent mine = StoreContent.EMPTY;
      StoreContent others = found;
      for (long pageId : content.pages().keySet()) {
        mine = mine.with(pageId, found.pages().get(pageId));
        others = others.with(pageId, null);
      }
      if (!mine.equals(content)) {
        Step step = underWay;
        Long extra = step == null ? null : missing(step, mine, others);
        assertThat(step != null && (extra != null || step.outcome().explains(content, mine)))
            .as("lost or half done, of '%s':%n%s", step, content.difference(mine))
            .isTrue();
        if (extra != null) {
          mine = mine.with(extra, others.page(extra));
          others = others.with(extra, null);
        }
      }
      content = mine;
      return others;
    }

    /** A page that nobody knows of and that makes a whole of the step. */
    private @Nullable Long missing(Step step, StoreContent mine, StoreContent others) {
      for (long pageId : others.pages().keySet()) {
        if (step.outcome().explains(content, mine.with(pageId, others.page(pageId)))) {
          return pageId;
        }
      }
      return null;
    }

    /** Pages that this writer may have been making when the power went. */
    StoreContent adopt(StoreContent unknown) {
      Step step = underWay;
      underWay = null;
      for (long pageId : unknown.pages().keySet()) {
        StoreContent with = content.with(pageId, unknown.page(pageId));
        if (step != null && step.outcome().explains(content, with)) {
          content = with;
          return unknown.with(pageId, null);
        }
      }
      return unknown;
    }
  }

  @Test
  @Timeout(value = 24, unit = TimeUnit.HOURS)
  void everyWriterFindsWhatWasAcknowledged() throws Exception {
    long seed = Long.getLong("vitrine.seed", System.nanoTime() >>> 8);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long acknowledged = 0;
    int crashes = 0;
    while (System.nanoTime() < end) {
      acknowledged += history(seed + crashes / 10);
      crashes += 10;
    }
    System.out.printf(
        "%d writers from seed %d on: %d operations acknowledged, %d crashes, 0 lost%n",
        WRITERS, seed, acknowledged, crashes);
    assertThat(acknowledged).isPositive();
  }

  private static long history(long seed) throws Exception {
    Random random = new Random(seed);
    MemoryDisk disk = new MemoryDisk(random.nextBoolean());
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(random.nextLong(), i));
    }
    try {
      for (int life = 0; life < 10; life++) {
        live(disk, writers, random);
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("-Dvitrine.seed=%d: %s".formatted(seed, e), e);
    }
    return writers.stream().mapToLong(writer -> writer.acknowledged).sum();
  }

  private static void live(MemoryDisk disk, List<Writer> writers, Random random) throws Exception {
    FaultyFileStore files = new FaultyFileStore(disk.open(), random.nextLong());
    StorageEngine engine = StorageEngine.open(config(), files, new ToldPageEvents());
    try {
      compare(engine, writers);
      files.inject(FaultRule.powerOff(50 + random.nextInt(1500)));
      work(engine, writers);
    } finally {
      files.powerOff();
      close(engine);
    }
    disk.crash(random);
  }

  private static void work(StorageEngine engine, List<Writer> writers) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> running = new ArrayList<>();
      writers.forEach(writer -> running.add(threads.submit(() -> writer.work(engine))));
      for (Future<?> future : running) {
        future.get();
      }
    }
  }

  private static void close(StorageEngine engine) {
    try {
      engine.close();
    } catch (EngineException e) {
      // The power is off.
    }
  }

  private static void compare(StorageEngine engine, List<Writer> writers) {
    StoreContent unknown = StoreContent.of(engine);
    for (Writer writer : writers) {
      unknown = writer.claim(unknown);
    }
    for (Writer writer : writers) {
      unknown = writer.adopt(unknown);
    }
    assertThat(unknown.pages()).as("pages that nobody made").isEmpty();
    SmallEngine.verify(engine);
  }

  /** A small pool and small segments, with everything in the background at work. */
  private static EngineConfig config() {
    EngineConfig quiet = CrashModel.config();
    LogConfig log =
        new LogConfig(
            LogConfig.Durability.SYNC,
            Duration.ofMillis(5),
            64 << 10,
            64 << 10,
            256 << 10,
            Duration.ofMillis(100));
    return new EngineConfig(
        quiet.dataDirectory(),
        quiet.pageSizeBytes(),
        100,
        quiet.lruK(),
        quiet.directIo(),
        Duration.ofMillis(3),
        quiet.leaseTime(),
        log,
        false);
  }
}
