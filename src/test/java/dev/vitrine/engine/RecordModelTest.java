package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random operations on record files, compared with sorted maps: what each answers, scans both ways,
 * and everything once more after a stop or a crash.
 */
class RecordModelTest {

  private static final int FRAMES = 32;
  private static final int OPERATIONS = 6_000;
  private static final int REOPEN_EVERY = 1_500;
  private static final List<String> NAMES = List.of("one", "two");

  @TempDir Path parent;
  private Path directory;

  private final Map<String, NavigableMap<byte[], byte[]>> model = new TreeMap<>();
  private StorageEngine engine;
  private Random random;
  private Keys keys;
  private int crashes;

  enum Keys {
    SMALL,
    LONG,
    ASCENDING
  }

  @ParameterizedTest(name = "{0} keys")
  @CsvSource({"SMALL", "LONG", "ASCENDING"})
  void answersAsASortedMapDoes(Keys kind) throws IOException {
    long seed = Long.getLong("vitrine.test.seed", System.nanoTime());
    System.err.println("RecordModelTest " + kind + " -Dvitrine.test.seed=" + seed);
    random = new Random(seed);
    keys = kind;
    directory = parent.resolve("first");
    engine = SmallEngine.open(directory, FRAMES);
    NAMES.forEach(this::create);
    for (int i = 1; i <= OPERATIONS; i++) {
      step(NAMES.get(random.nextInt(NAMES.size())));
      if (i % REOPEN_EVERY == 0) {
        reopen();
        compareAll();
      }
    }
    emptyOut();
    RecordFiles.checkAndClose(engine);
  }

  private void create(String file) {
    engine.records().createRecordFile(file);
    model.put(file, new TreeMap<>(Arrays::compareUnsigned));
  }

  private void step(String file) {
    int kind = random.nextInt(100);
    boolean grow = (random.nextInt() & 1) == 0;
    if (kind < 45) {
      put(file);
    } else if (kind < 50) {
      putSeveral(file);
    } else if (kind < (grow ? 60 : 80)) {
      delete(file);
    } else if (kind < 90) {
      get(file);
    } else if (kind < 99) {
      scan(file);
    } else if (random.nextInt(8) == 0) {
      engine.records().dropRecordFile(file);
      create(file);
    }
  }

  private void put(String file) {
    byte[] key = key(file);
    byte[] value = value();
    RecordPut put = engine.records().putRecord(file, key, value);
    assertThat(put.created()).isEqualTo(model.get(file).put(key, value) == null);
  }

  private void putSeveral(String file) {
    List<KeyValue> records =
        random.ints(5).mapToObj(_ -> new KeyValue(key(file), value())).toList();
    List<RecordPutOutcome> outcomes = engine.records().putRecords(file, records);
    for (int i = 0; i < records.size(); i++) {
      boolean created = model.get(file).put(records.get(i).key(), records.get(i).value()) == null;
      RecordPut put = ((RecordPutOutcome.Stored) outcomes.get(i)).put();
      assertThat(put.created()).isEqualTo(created);
    }
  }

  private void delete(String file) {
    byte[] key = known(file);
    boolean there = model.get(file).remove(key) != null;
    try {
      engine.records().deleteKey(file, key);
      assertThat(there).isTrue();
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
      assertThat(there).isFalse();
    }
  }

  private void get(String file) {
    byte[] key = known(file);
    byte[] expected = model.get(file).get(key);
    try {
      assertThat(engine.records().getKey(file, key).value()).isEqualTo(expected);
    } catch (EngineException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.RECORD_NOT_FOUND);
      assertThat(expected).isNull();
    }
  }

  private void scan(String file) {
    byte[] start = random.nextInt(4) == 0 ? null : known(file);
    byte[] end = random.nextInt(4) == 0 ? null : known(file);
    compare(file, start, end, random.nextBoolean(), 1 + random.nextInt(40));
  }

  private void compare(
      String file, byte @Nullable [] start, byte @Nullable [] end, boolean descending, int limit) {
    NavigableMap<byte[], byte[]> expected = model.get(file);
    if (start != null && end != null && Arrays.compareUnsigned(start, end) >= 0) {
      expected = new TreeMap<>(Arrays::compareUnsigned);
    } else {
      expected = start == null ? expected : expected.tailMap(start, true);
      expected = end == null ? expected : expected.headMap(end, false);
    }
    expected = descending ? expected.descendingMap() : expected;
    Iterator<Map.Entry<byte[], byte[]>> next = expected.entrySet().iterator();
    for (KeyValue found : RecordFiles.scan(engine.records(), file, start, end, descending, limit)) {
      Map.Entry<byte[], byte[]> entry = next.next();
      assertThat(found.key()).isEqualTo(entry.getKey());
      assertThat(found.value()).isEqualTo(entry.getValue());
    }
    assertThat(next.hasNext()).isFalse();
  }

  private void compareAll() {
    for (String file : NAMES) {
      compare(file, null, null, false, 1000);
      compare(file, null, null, true, 7);
      assertThat(engine.records().recordFileStatistics(file).records())
          .isEqualTo(model.get(file).size());
    }
    RecordFiles.check(engine);
  }

  /** Stops in order, or goes on with a copy of the files as they are now, as after a crash. */
  private void reopen() throws IOException {
    if (random.nextBoolean()) {
      engine.close();
      engine = SmallEngine.open(directory, FRAMES);
      return;
    }
    Path copy = parent.resolve("after-crash-" + crashes++);
    copy(directory, copy);
    engine.close();
    directory = copy;
    engine = SmallEngine.open(directory, FRAMES);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void emptyOut() {
    for (String file : NAMES) {
      for (byte[] key : List.copyOf(model.get(file).keySet())) {
        engine.records().deleteKey(file, key);
      }
      model.get(file).clear();
    }
    compareAll();
    for (String file : NAMES) {
      assertThat(engine.records().recordFileStatistics(file))
          .isEqualTo(new RecordFileStatistics(0, 0, 1, 0, 1, 0, 0));
    }
  }

  private byte[] key(String file) {
    return switch (keys) {
      case SMALL -> randomBytes(1 + random.nextInt(3), 8);
      case LONG -> randomBytes(1 + random.nextInt(512), 3);
      case ASCENDING ->
          RecordFiles.bytes(
              String.format("user%012d", model.get(file).size() * 3L + random.nextInt(9)));
    };
  }

  /** Mostly a key that there is. */
  private byte[] known(String file) {
    if (model.get(file).isEmpty() || random.nextInt(5) == 0) {
      return key(file);
    }
    byte[] key = model.get(file).ceilingKey(key(file));
    return key == null ? model.get(file).firstKey() : key;
  }

  private byte[] value() {
    int kind = random.nextInt(20);
    if (kind == 0) {
      return randomBytes(random.nextInt(engine.records().recordLimits().valueBytesMax() + 1), 256);
    }
    return randomBytes(random.nextInt(kind < 4 ? 2_000 : 200), 256);
  }

  private byte[] randomBytes(int length, int values) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(values);
    }
    return bytes;
  }
}
