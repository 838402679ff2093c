package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.event.EventSink;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several threads on pages of their own and on shared ones, in a pool far smaller than the pages,
 * with a flusher in the background. Each thread knows what its records must be; shared pages hold
 * counters that only ever grow.
 */
class ConcurrentPagesTest {

  private static final int THREADS = 6;
  private static final int STEPS = 4_000;
  private static final int SHARED_PAGES = 4;

  @TempDir Path directory;

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void everyThreadFindsWhatItWroteAndSharedCountersAddUp() throws Exception {
    long seed = System.nanoTime();
    EngineConfig config =
        new EngineConfig(
            directory,
            4096,
            16,
            2,
            true,
            Duration.ofMillis(5),
            Duration.ofSeconds(30),
            SmallEngine.LOG,
            false);
    List<Map<RecordRef, byte[]>> written;
    List<Long> shared = new ArrayList<>();
    try (StorageEngine engine = StorageEngine.open(config, EventSink.NONE)) {
      for (int i = 0; i < SHARED_PAGES; i++) {
        shared.add(engine.pages().createPage().pageId());
        engine.pages().insertRecord(shared.getLast(), new byte[8], null);
      }
      written = runThreads(engine, shared, seed);
      check(engine, written, shared, seed);
      SmallEngine.verify(engine);
    }
    try (StorageEngine engine = StorageEngine.open(config, EventSink.NONE)) {
      assertThat(engine.status().recovery().needed()).isFalse();
      check(engine, written, shared, seed);
    }
  }

  private List<Map<RecordRef, byte[]>> runThreads(
      StorageEngine engine, List<Long> shared, long seed) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<Map<RecordRef, byte[]>>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        long threadSeed = seed + i;
        running.add(threads.submit(() -> new Worker(engine, shared, threadSeed).run()));
      }
      List<Map<RecordRef, byte[]>> results = new ArrayList<>();
      for (Future<Map<RecordRef, byte[]>> future : running) {
        results.add(future.get());
      }
      return results;
    }
  }

  private static void check(
      StorageEngine engine, List<Map<RecordRef, byte[]>> written, List<Long> shared, long seed) {
    for (Map<RecordRef, byte[]> records : written) {
      records.forEach((ref, bytes) ->
          assertThat(engine.pages().getRecord(ref.pageId(), ref.slot()).data())
              .as("seed %d, %s", seed, ref)
              .isEqualTo(bytes));
    }
    long sum =
        shared.stream()
            .mapToLong(p -> ByteBuffer.wrap(engine.pages().getRecord(p, 0).data()).getLong())
            .sum();
    assertThat(sum).as("seed %d", seed).isEqualTo(THREADS * (STEPS / 10));
  }

  private static final class Worker {
    private final StorageEngine engine;
    private final List<Long> shared;
    private final Random random;
    private final List<Long> own = new ArrayList<>();
    private final Map<RecordRef, byte[]> records = new HashMap<>();

    Worker(StorageEngine engine, List<Long> shared, long seed) {
      this.engine = engine;
      this.shared = shared;
      this.random = new Random(seed);
    }

    Map<RecordRef, byte[]> run() {
      for (int step = 0; step < STEPS; step++) {
        if (step % 10 == 0) {
          increment(shared.get(random.nextInt(shared.size())));
        } else {
          act();
        }
      }
      return records;
    }

    /** Reads, adds one, and writes if nobody else did: the version is the guard. */
    private void increment(long page) {
      while (true) {
        RecordData now = engine.pages().getRecord(page, 0);
        byte[] next =
            ByteBuffer.allocate(8).putLong(ByteBuffer.wrap(now.data()).getLong() + 1).array();
        try {
          engine.pages().updateRecord(page, 0, next, now.lsn());
          return;
        } catch (EngineException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
        }
      }
    }

    private void act() {
      int choice = random.nextInt(20);
      if (own.isEmpty() || choice == 0) {
        own.add(engine.pages().createPage().pageId());
      } else if (choice < 9) {
        insert(own.get(random.nextInt(own.size())));
      } else if (choice == 9) {
        engine.bufferPool().flushPage(own.get(random.nextInt(own.size())));
      } else if (choice == 10 && own.size() > 2) {
        dropPage(own.remove(random.nextInt(own.size())));
      } else if (choice == 11 && own.size() > 1) {
        merge();
      } else if (choice == 12 && own.size() > 1) {
        List<Long> both = List.of(own.getFirst(), own.getLast(), shared.getFirst());
        assertThat(engine.batch().readPagesVectored(both)).hasSize(3);
      } else if (!records.isEmpty()) {
        RecordRef ref =
            records.keySet().stream()
                .skip(random.nextInt(records.size()))
                .findFirst()
                .orElseThrow();
        assertThat(engine.pages().getRecord(ref.pageId(), ref.slot()).data())
            .isEqualTo(records.get(ref));
      }
    }

    private void insert(long page) {
      byte[] record = new byte[random.nextInt(500)];
      random.nextBytes(record);
      try {
        RecordRef ref = engine.pages().insertRecord(page, record, null);
        records.put(handle(page, ref.slot()), record);
      } catch (EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.PAGE_FULL);
        split(page);
      }
    }

    private void split(long page) {
      SplitResult split = engine.pages().splitPage(page, null);
      own.add(split.newPageId());
      moved(split.moved());
    }

    private void merge() {
      long first = own.get(random.nextInt(own.size()));
      long second = own.get(random.nextInt(own.size()));
      if (first == second) {
        return;
      }
      try {
        moved(engine.pages().mergePages(first, second, null).moved());
        own.remove(second);
      } catch (EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.PAGE_FULL);
      }
    }

    private void moved(List<RecordMove> moves) {
      for (RecordMove move : moves) {
        byte[] record = records.remove(handle(move.from().pageId(), move.from().slot()));
        records.put(handle(move.to().pageId(), move.to().slot()), record);
      }
    }

    private void dropPage(long page) {
      engine.pages().deletePage(page, null);
      records.keySet().removeIf(ref -> ref.pageId() == page);
    }

    private static RecordRef handle(long page, int slot) {
      return new RecordRef(page, slot, 0, 0);
    }
  }
}
