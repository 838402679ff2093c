package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers and writers at once. Multiples of {@link #STAY} stay put while the keys around them come
 * and go, so that leaves are split and merged all the time; a value begins with its key and a
 * version, and is filled with what follows from both.
 */
class ConcurrentRecordsTest {

  private static final int KEYS = 2_000;
  private static final int STAY = 10;
  private static final int WRITERS = 4;
  private static final int ROUNDS = 1_500;

  @TempDir Path directory;

  @Test
  void nobodySeesHalfAChangeAndNoScanMissesOrRepeatsAKey() throws Exception {
    long seed = Long.getLong("vitrine.test.seed", System.nanoTime());
    System.err.println("ConcurrentRecordsTest -Dvitrine.test.seed=" + seed);
    StorageEngine engine = SmallEngine.open(directory, 128);
    RecordOperations records = engine.records();
    records.createRecordFile("f");
    Random initial = new Random(seed);
    for (int key = 0; key < KEYS; key += STAY) {
      records.putRecord("f", key(key), value(key, 1, initial.nextInt(600)));
    }
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicInteger writers = new AtomicInteger(WRITERS);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int number = i;
      tasks.add(() -> {
        try {
          return write(records, number, new Random(seed + number));
        } finally {
          if (writers.decrementAndGet() == 0) {
            writing.set(false);
          }
        }
      });
    }
    tasks.add(() -> scan(records, writing, false));
    tasks.add(() -> scan(records, writing, true));
    tasks.add(() -> read(records, writing, new Random(-seed)));
    tasks.add(() -> count(records, engine, writing));
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    try {
      for (Future<Integer> done : threads.invokeAll(tasks, 5, TimeUnit.MINUTES)) {
        assertThat(done.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    RecordFiles.checkAndClose(engine);
  }

  /** Each writer has the keys of its own remainder. */
  private static int write(RecordOperations records, int number, Random random) {
    BitSet there = new BitSet();
    for (int round = 1; round <= ROUNDS; round++) {
      int key = random.nextInt(KEYS / WRITERS) * WRITERS + number;
      boolean stays = key % STAY == 0;
      // Now many keys come, now many go.
      boolean put = stays || random.nextInt(10) < (round % 500 < 250 ? 8 : 2);
      if (put) {
        int length = random.nextInt(30) == 0 ? 5_000 : random.nextInt(600);
        boolean created = records.putRecord("f", key(key), value(key, round, length)).created();
        assertThat(created).isEqualTo(!stays && !there.get(key));
        there.set(key);
      } else {
        assertThat(delete(records, key)).isEqualTo(there.get(key));
        there.clear(key);
      }
    }
    for (int key = number; key < KEYS; key += WRITERS) {
      assertThat(find(records, key) != null).isEqualTo(there.get(key) || key % STAY == 0);
    }
    return ROUNDS;
  }

  private static int scan(RecordOperations records, AtomicBoolean writing, boolean descending) {
    int scans = 0;
    do {
      int before = descending ? KEYS : -1;
      int staying = 0;
      for (KeyValue found : RecordFiles.scan(records, "f", null, null, descending, 50)) {
        int key = ByteBuffer.wrap(found.key()).getInt();
        assertThat(descending ? key < before : key > before)
            .as("%d after %d", key, before)
            .isTrue();
        requireWhole(key, found.value());
        staying += key % STAY == 0 ? 1 : 0;
        before = key;
      }
      assertThat(staying).isEqualTo(KEYS / STAY);
      scans++;
    } while (writing.get());
    return scans;
  }

  private static int read(RecordOperations records, AtomicBoolean writing, Random random) {
    int reads = 0;
    do {
      int key = random.nextInt(KEYS);
      byte[] value = find(records, key);
      assertThat(value != null || key % STAY != 0).isTrue();
      if (value != null) {
        requireWhole(key, value);
      }
      reads++;
    } while (writing.get());
    return reads;
  }

  private static int count(RecordOperations records, StorageEngine engine, AtomicBoolean writing) {
    int counts = 0;
    do {
      assertThat(records.recordFileStatistics("f").records())
          .isBetween(KEYS / STAY + 0L, KEYS + 0L);
      assertThat(engine.checkRecordFiles().getFirst().violations()).isEmpty();
      counts++;
    } while (writing.get());
    return counts;
  }

  private static boolean delete(RecordOperations records, int key) {
    try {
      records.deleteKey("f", key(key));
      return true;
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
      return false;
    }
  }

  private static byte @Nullable [] find(RecordOperations records, int key) {
    try {
      return records.getKey("f", key(key)).value();
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
      return null;
    }
  }

  private static byte[] key(int key) {
    return ByteBuffer.allocate(4).putInt(key).array();
  }

  private static byte[] value(int key, int version, int length) {
    byte[] value = new byte[8 + length];
    Arrays.fill(value, (byte) (key + 31 * version));
    ByteBuffer.wrap(value).putInt(key).putInt(version);
    return value;
  }

  private static void requireWhole(int key, byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    assertThat(bytes.getInt()).isEqualTo(key);
    int version = bytes.getInt();
    assertThat(value).isEqualTo(value(key, version, value.length - 8));
  }
}
