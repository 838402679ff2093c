package dev.vitrine.bench;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.PageOperations;
import dev.vitrine.engine.PageWrite;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.engine.wal.LogConfig;
import dev.vitrine.event.EventSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Fills a data directory with so much log that no checkpoint covers, and ends without closing it: a
 * process of its own, for {@link RecoveryRounds}.
 */
final class RecoveryFill {

  private static final int THREADS = 2;
  private static final int CREATORS = 32;
  private static final int RECORD_BYTES = 100;

  private RecoveryFill() {}

  /** Directory, kind, pages, bytes of log. */
  public static void main(String[] args) throws InterruptedException {
    long bytes = Long.parseLong(args[3]);
    StorageEngine engine = StorageEngine.open(config(Path.of(args[0])), EventSink.NONE);
    boolean images = args[1].equals("images");
    List<Long> pages =
        create(
            Integer.parseInt(args[2]),
            images
                ? () -> engine.io().allocatePage().pageId()
                : () -> engine.pages().createPage().pageId());
    engine.checkpoint();
    long end = engine.status().currentLsn() + bytes;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      List<Long> own = pages.subList(pages.size() * i / THREADS, pages.size() * (i + 1) / THREADS);
      Runnable work =
          images
              ? () -> images(engine, own, number, end)
              : () -> records(engine.pages(), engine, own, number, end);
      threads.add(Thread.ofPlatform().start(work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    engine.io().flushWrites();
    Runtime.getRuntime().halt(0);
  }

  /** Each new page waits for the device: many at once share that. */
  private static List<Long> create(int count, Callable<Long> page) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(CREATORS)) {
      return threads.invokeAll(Collections.nCopies(count, page)).stream()
          .map(Future::resultNow)
          .sorted()
          .toList();
    }
  }

  private static EngineConfig config(Path directory) {
    EngineConfig defaults = EngineConfig.of(directory);
    LogConfig log =
        new LogConfig(
            LogConfig.Durability.INTERVAL,
            Duration.ofMillis(50),
            LogConfig.DEFAULT.segmentBytes(),
            LogConfig.DEFAULT.bufferBytes(),
            Long.MAX_VALUE / 8,
            Duration.ZERO);
    return new EngineConfig(
        directory,
        defaults.pageSizeBytes(),
        64 * 1024,
        defaults.lruK(),
        defaults.directIo(),
        defaults.flushInterval(),
        defaults.leaseTime(),
        log,
        false);
  }

  /** Records of 100 bytes come onto pages at random, and are replaced when these are full. */
  private static void records(
      PageOperations operations, StorageEngine engine, List<Long> pages, int seed, long end) {
    Random random = new Random(seed);
    byte[] record = new byte[RECORD_BYTES];
    int most = 4000 / (RECORD_BYTES + 4);
    int[] on = new int[pages.size()];
    while (engine.status().currentLsn() < end) {
      for (int i = 0; i < 1_000; i++) {
        int page = random.nextInt(pages.size());
        random.nextBytes(record);
        if (on[page] < most) {
          operations.insertRecord(pages.get(page), record, null);
          on[page]++;
        } else {
          operations.updateRecord(pages.get(page), random.nextInt(most), record, null);
        }
      }
    }
  }

  /** Whole pages, 64 at once. */
  private static void images(StorageEngine engine, List<Long> pages, int seed, long end) {
    Random random = new Random(seed);
    while (engine.status().currentLsn() < end) {
      int first = random.nextInt(pages.size() - 64);
      List<PageWrite> writes = new ArrayList<>();
      for (long page : pages.subList(first, first + 64)) {
        byte[] image = new byte[4096];
        random.nextBytes(image);
        Arrays.fill(image, 0, 48, (byte) 0);
        writes.add(new PageWrite(page, image));
      }
      engine.batch().writePagesVectored(writes);
    }
  }
}
