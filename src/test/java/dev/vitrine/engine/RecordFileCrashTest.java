package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.FaultRule;
import dev.vitrine.engine.file.FaultRule.Effect;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FileOperation.Kind;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.event.EventSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An ordered record file against a sorted map: puts, deletes and scans that split and merge its
 * pages, faults, crashes. {@code -Dvitrine.seed=n} replays one history, {@code -Dvitrine.soak=s}
 * goes on for so many seconds.
 */
class RecordFileCrashTest {

  private static final String FILE = "file";
  private static final int LIVES = 8;
  private static final long SECONDS = Long.getLong("vitrine.soak", 4);

  /** One history. */
  private static final class History {
    private final Random random;
    private final MemoryDisk disk;
    private final NavigableMap<String, String> acknowledged = new TreeMap<>();

    /** What was asked for and not answered: by key, null to delete it. */
    private final Map<String, @Nullable String> underWay = new TreeMap<>();

    private final List<String> told = new ArrayList<>();
    private long operations;

    History(long seed) {
      random = new Random(seed);
      disk = new MemoryDisk(random.nextBoolean());
    }

    void run() {
      for (int life = 0; life < LIVES; life++) {
        FaultyFileStore files = new FaultyFileStore(disk.open(), random.nextLong());
        StorageEngine engine = StorageEngine.open(CrashModel.config(), files, EventSink.NONE);
        if (engine.records().listRecordFiles("", 10).isEmpty()) {
          engine.records().createRecordFile(FILE);
        }
        compare(engine.records());
        SmallEngine.verify(engine);
        inject(files);
        work(engine);
        end(engine, files);
      }
    }

    private void inject(FaultyFileStore files) {
      int after = random.nextInt(200);
      files.inject(
          switch (random.nextInt(6)) {
            case 0 -> FaultRule.once(Effect.TORN_WRITE, after, "pages", Kind.WRITE);
            case 1 -> FaultRule.once(Effect.TORN_WRITE, after, "log", Kind.WRITE);
            case 2 -> FaultRule.once(Effect.IO_ERROR, after, "", Kind.SYNC, Kind.SYNC_DATA);
            default -> FaultRule.powerOff(random.nextInt(900));
          });
    }

    private void work(StorageEngine engine) {
      int most = random.nextInt(400);
      // Some lives fill the file, others empty it.
      int puts = random.nextInt(100);
      try {
        for (int i = 0; i < most; i++) {
          step(engine, puts);
          acknowledge();
        }
      } catch (EngineException e) {
        told.add("failed: " + e.getMessage());
        assertThat(e.code())
            .isIn(ErrorCode.IO_FAILURE, ErrorCode.READ_ONLY, ErrorCode.BUSY, ErrorCode.DISK_FULL);
      }
    }

    private void step(StorageEngine engine, int puts) {
      RecordOperations records = engine.records();
      String key = "key-%03d".formatted(random.nextInt(300));
      int drawn = random.nextInt(104);
      if (drawn == 103) {
        told.add("checkpoint");
        engine.checkpoint();
      } else if (drawn == 102) {
        told.add("flush");
        engine.bufferPool().flushAllPages();
      } else if (drawn >= 100) {
        compare(records);
      } else if (drawn < puts) {
        String value = value();
        ask(key, value);
        records.putRecord(FILE, bytes(key), bytes(value));
      } else if (acknowledged.containsKey(key)) {
        ask(key, null);
        records.deleteKey(FILE, bytes(key));
      } else {
        several(records);
      }
    }

    private void several(RecordOperations records) {
      List<KeyValue> several = new ArrayList<>();
      for (int i = random.nextInt(300); several.size() < 5; i++) {
        String key = "key-%03d".formatted(i);
        String value = value();
        ask(key, value);
        several.add(new KeyValue(bytes(key), bytes(value)));
      }
      settle(several, records.putRecords(FILE, several));
    }

    /** One that was refused, as in a pool with no room for its pages, ends the work like any. */
    private void settle(List<KeyValue> several, List<RecordPutOutcome> outcomes) {
      EngineException refused = null;
      for (int i = 0; i < outcomes.size(); i++) {
        String key = text(several.get(i).key());
        switch (outcomes.get(i)) {
          case RecordPutOutcome.Stored _ -> {
            acknowledged.put(key, text(several.get(i).value()));
            underWay.remove(key);
          }
          case RecordPutOutcome.Refused(EngineException why) -> {
            told.add("refused " + key + ": " + why.getMessage());
            refused = why;
          }
        }
      }
      if (refused != null) {
        throw refused;
      }
    }

    private void ask(String key, @Nullable String value) {
      told.add(value == null ? "delete " + key : "put %s (%d)".formatted(key, value.length()));
      underWay.put(key, value);
    }

    private void acknowledge() {
      underWay.forEach((key, value) -> {
        if (value == null) {
          acknowledged.remove(key);
        } else {
          acknowledged.put(key, value);
        }
      });
      underWay.clear();
      operations++;
    }

    private String value() {
      // One in thirty has overflow pages.
      int length = random.nextInt(30) == 0 ? random.nextInt(12_000) : random.nextInt(500);
      return operations + "-" + "x".repeat(length);
    }

    /** What is there is what was acknowledged, or, key by key, what was under way. */
    private void compare(RecordOperations records) {
      NavigableMap<String, String> found = scan(records, false);
      assertThat(scan(records, true)).isEqualTo(found);
      NavigableMap<String, String> expected = new TreeMap<>(acknowledged);
      for (String key : underWay.keySet()) {
        String there = found.get(key);
        boolean done = there == null ? underWay.get(key) == null : there.equals(underWay.get(key));
        if (done && there == null) {
          expected.remove(key);
        } else if (done) {
          expected.put(key, there);
        }
      }
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      assertThat(found.equals(expected)).as("values").isTrue();
      assertThat(records.recordFileStatistics(FILE).records()).isEqualTo(found.size());
      acknowledged.clear();
      acknowledged.putAll(found);
      underWay.clear();
    }

    private static NavigableMap<String, String> scan(RecordOperations records, boolean descending) {
      NavigableMap<String, String> found = new TreeMap<>();
      ScanRange range = new ScanRange(null, null, descending);
      while (range != null) {
        RecordPage part = records.scanRecords(FILE, range, 50);
        part.records().forEach(record -> found.put(text(record.key()), text(record.value())));
        range = part.next();
      }
      return found;
    }

    private void end(StorageEngine engine, FaultyFileStore files) {
      int how = files.isPowerOff() ? 0 : random.nextInt(3);
      if (how == 0) {
        files.powerOff();
      } else if (how == 1) {
        disk.kill();
      }
      try {
        engine.close();
      } catch (EngineException e) {
        told.add("close: " + e.getMessage());
      }
      if (how == 0) {
        disk.crash(random);
      }
      told.add(List.of("crash", "kill", "close").get(how));
    }
  }

  @Test
  @Timeout(value = 24, unit = TimeUnit.HOURS)
  void everyAcknowledgedRecordIsThereInOrder() {
    Long only = Long.getLong("vitrine.seed");
    if (only != null) {
      run(only);
      return;
    }
    long first = System.nanoTime() >>> 8;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    long histories = 0;
    long operations = 0;
    do {
      operations += run(first + histories).operations;
      histories++;
    } while (System.nanoTime() < end);
    System.out.printf(
        "%d histories from seed %d on: %d record operations acknowledged, 0 lost%n",
        histories, first, operations);
  }

  private static History run(long seed) {
    History history = new History(seed);
    try {
      history.run();
      return history;
    } catch (Throwable e) {
      List<String> last =
          history.told.subList(Math.max(0, history.told.size() - 80), history.told.size());
      throw new AssertionError(
          "-Dvitrine.seed=%d: %s%n%s".formatted(seed, e, String.join("\n", last)), e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
