package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifications while record files change: long values come and go, so pages are given back and
 * taken again all the time, the page file grows, and another file is filled and dropped. {@code
 * -Dvitrine.soak=s} goes on for so many seconds.
 */
class LiveRecordsVerificationTest {

  private static final int WRITERS = 4;
  private static final int KEYS = 300;
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("vitrine.soak", 6));

  @TempDir Path directory;

  @Test
  void recordsThatComeAndGoMeanwhileAreNoFindings() throws Exception {
    long seed = Long.getLong("vitrine.seed", System.nanoTime());
    System.getLogger("seed").log(System.Logger.Level.INFO, "-Dvitrine.seed=" + seed);
    try (StorageEngine engine = SmallEngine.open(directory, 256);
        ExecutorService workers = Executors.newFixedThreadPool(WRITERS + 2)) {
      engine.records().createRecordFile("kept");
      AtomicBoolean ended = new AtomicBoolean();
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        String prefix = "w" + i + "-";
        Random random = new Random(seed + i);
        work.add(workers.submit(() -> writeUntil(ended, engine, random, prefix)));
      }
      Random random = new Random(seed + WRITERS);
      work.add(workers.submit(() -> fillAndDropUntil(ended, engine, random)));
      work.add(workers.submit(() -> checkpointUntil(ended, engine)));
      try {
        long end = System.nanoTime() + TIME.toNanos();
        do {
          assertThat(OpenEngine.verify(engine).findings()).as("seed %d", seed).isEmpty();
        } while (System.nanoTime() - end < 0);
      } finally {
        ended.set(true);
      }
      for (Future<?> each : work) {
        each.get();
      }
      SmallEngine.verifyAndClose(engine);
    }
  }

  private static void writeUntil(
      AtomicBoolean ended, StorageEngine engine, Random random, String prefix) {
    while (!ended.get()) {
      byte[] key = bytes(prefix + random.nextInt(KEYS));
      try {
        if (random.nextInt(4) == 0) {
          engine.records().deleteKey("kept", key);
        } else {
          int length = random.nextInt(5) == 0 ? random.nextInt(150_000) : random.nextInt(900);
          engine.records().putRecord("kept", key, new byte[length]);
        }
      } catch (EngineException e) {
        // The pool is small on purpose.
        assertThat(e.code()).isIn(ErrorCode.RECORD_NOT_FOUND, ErrorCode.BUSY);
      }
    }
  }

  private static void fillAndDropUntil(AtomicBoolean ended, StorageEngine engine, Random random) {
    while (!ended.get()) {
      untilThereAreFrames(() -> engine.records().createRecordFile("dropped"));
      for (int i = 0; i < 20; i++) {
        List<KeyValue> records = new ArrayList<>();
        for (int j = 0; j < 100; j++) {
          records.add(new KeyValue(bytes(i + "-" + j), new byte[random.nextInt(200)]));
        }
        untilThereAreFrames(() -> engine.records().putRecords("dropped", records));
      }
      untilThereAreFrames(() -> engine.records().dropRecordFile("dropped"));
    }
  }

  private static void checkpointUntil(AtomicBoolean ended, StorageEngine engine) {
    while (!ended.get()) {
      engine.checkpoint();
    }
  }

  private static void untilThereAreFrames(Runnable action) {
    while (true) {
      try {
        action.run();
        return;
      } catch (EngineException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BUSY);
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
