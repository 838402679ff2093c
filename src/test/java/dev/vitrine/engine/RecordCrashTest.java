package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.PageEvent.PageFreed;
import dev.vitrine.event.PageEvent.PageMerged;
import dev.vitrine.event.PageEvent.PageSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of record files after a crash in the midst of an operation. */
class RecordCrashTest {

  private static final int FRAMES = 32;

  /** A crash at each so many splits and merges. */
  private static final int EVERY = 12;

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void ownDirectory() throws IOException {
    directory = Files.createDirectory(parent.resolve("data"));
  }

  @Test
  void aSplitOrMergeIsThereAsAWholeOrNotAtAll() {
    long seed = Long.getLong("vitrine.test.seed", System.nanoTime());
    System.err.println("RecordCrashTest -Dvitrine.test.seed=" + seed);
    Random random = new Random(seed);
    AtomicInteger changes = new AtomicInteger(random.nextInt(EVERY));
    CrashImages crashes =
        new CrashImages(
            directory,
            event ->
                (event instanceof PageSplit || event instanceof PageMerged)
                    && changes.incrementAndGet() % EVERY == 0);
    StorageEngine engine = SmallEngine.open(directory, FRAMES, crashes);
    engine.records().createRecordFile("f");
    Map<String, byte[]> acknowledged = new TreeMap<>();
    for (int i = 0; i < 1_500; i++) {
      String key = "key" + random.nextInt(300);
      boolean put = !acknowledged.containsKey(key) || random.nextInt(i < 700 ? 4 : 2) == 0;
      byte[] value = new byte[random.nextInt(random.nextInt(20) == 0 ? 6_000 : 400)];
      random.nextBytes(value);
      int imagesBefore = crashes.images().size();
      if (put) {
        engine.records().putRecord("f", RecordFiles.bytes(key), value);
      } else {
        engine.records().deleteKey("f", RecordFiles.bytes(key));
      }
      // The event was told, so the change was durable: it is in the image.
      if (put) {
        acknowledged.put(key, value);
      } else {
        acknowledged.remove(key);
      }
      for (Path image : crashes.images().subList(imagesBefore, crashes.images().size())) {
        assertHolds(image, acknowledged);
      }
    }
    assertThat(crashes.images()).hasSizeGreaterThan(3);
    RecordFiles.checkAndClose(engine);
  }

  private static void assertHolds(Path image, Map<String, byte[]> expected) {
    StorageEngine engine = SmallEngine.open(image, FRAMES);
    List<KeyValue> found = RecordFiles.scan(engine.records(), "f", null, null, false, 1000);
    assertThat(found)
        .extracting(it -> RecordFiles.text(it.key()))
        .containsExactlyElementsOf(expected.keySet());
    for (KeyValue it : found) {
      assertThat(Arrays.equals(it.value(), expected.get(RecordFiles.text(it.key())))).isTrue();
    }
    RecordFiles.checkAndClose(engine);
  }

  @Test
  void anInterruptedDropIsFinishedAtTheNextOpening() {
    AtomicInteger freed = new AtomicInteger();
    CrashImages crashes =
        new CrashImages(
            directory, event -> event instanceof PageFreed && freed.incrementAndGet() % 40 == 20);
    StorageEngine engine = SmallEngine.open(directory, FRAMES, crashes);
    engine.records().createRecordFile("other");
    long allocated = engine.io().countPages().allocated();
    engine.records().createRecordFile("f");
    for (int i = 0; i < 3_000; i++) {
      byte[] value = new byte[i % 100 == 0 ? 9_000 : 300];
      engine.records().putRecord("f", RecordFiles.bytes("key" + (i * 7 % 3_000)), value);
    }
    engine.records().putRecord("other", RecordFiles.bytes("k"), RecordFiles.bytes("v"));
    crashes.take();
    engine.records().dropRecordFile("f");
    assertThat(engine.io().countPages().allocated()).isEqualTo(allocated);
    RecordFiles.checkAndClose(engine);

    assertThat(crashes.images()).hasSizeGreaterThan(3);
    // The first one was taken before: there the file lives.
    for (Path image : crashes.images().subList(1, crashes.images().size())) {
      engine = SmallEngine.open(image, FRAMES);
      assertThat(engine.records().listRecordFiles("", 9))
          .extracting(RecordFile::name)
          .containsExactly("other");
      assertThat(engine.io().countPages().allocated()).isEqualTo(allocated);
      assertThat(engine.records().getKey("other", RecordFiles.bytes("k")).value())
          .isEqualTo(RecordFiles.bytes("v"));
      RecordFiles.checkAndClose(engine);
    }
    engine = SmallEngine.open(crashes.images().getFirst(), FRAMES);
    assertThat(engine.records().recordFileStatistics("f").records()).isEqualTo(3_000);
    RecordFiles.checkAndClose(engine);
  }
}
