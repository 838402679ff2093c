package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.file.FaultyFileStore;
import dev.vitrine.engine.file.FileOperation;
import dev.vitrine.engine.file.FileOperation.Kind;
import dev.vitrine.engine.file.MemoryDisk;
import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the engine does with its files and what it tells, in one order, against the traces under
 * {@code src/test/resources/traces}; {@code -Dvitrine.traces=write} writes these anew.
 */
class GoldenTraceTest {

  private static final Path TRACES = Path.of("src/test/resources/traces");

  private final MemoryDisk disk = new MemoryDisk(true);
  private final Tracing events = new Tracing();

  /** Puts events into the record of the files. */
  private static final class Tracing implements EventSink {
    final AtomicReference<@Nullable FaultyFileStore> files = new AtomicReference<>();

    @Override
    public boolean wants(HotVariant variant) {
      return switch (variant) {
        case PAGE_FLUSHED, PAGE_EVICTED, LOG_WRITTEN, LOG_SYNCED -> true;
        case PAGE_HIT, PAGE_MISS, READ_COMPLETED, WRITE_COMPLETED -> false;
        case VECTORED_READ, VECTORED_WRITE -> false;
      };
    }

    @Override
    public void emit(StorageEvent event) {
      FaultyFileStore to = files.get();
      if (to != null) {
        to.note(
            "  told "
                + event
                    .toString()
                    .replaceAll("(, )?(timestampMicros|latencyUs)=\\d+", "")
                    .replace("[, ", "["));
      }
    }
  }

  private FaultyFileStore files() {
    FaultyFileStore files = new FaultyFileStore(disk.open(), 1);
    events.files.set(files);
    return files;
  }

  private StorageEngine open(FaultyFileStore files) {
    return StorageEngine.open(CrashModel.config(), files, events);
  }

  @Test
  void split() throws IOException {
    FaultyFileStore files = files();
    try (StorageEngine engine = open(files)) {
      long page = pageWith(engine, 4);
      files.startRecord();
      engine.pages().splitPage(page, null);
      compare("split", files);
    }
  }

  @Test
  void merge() throws IOException {
    FaultyFileStore files = files();
    try (StorageEngine engine = open(files)) {
      long page = pageWith(engine, 2);
      long other = pageWith(engine, 3);
      files.startRecord();
      engine.pages().mergePages(page, other, null);
      compare("merge", files);
    }
  }

  @Test
  void flush() throws IOException {
    FaultyFileStore files = files();
    try (StorageEngine engine = open(files)) {
      long page = pageWith(engine, 2);
      files.startRecord();
      engine.bufferPool().flushPage(page);
      compare("flush", files);
    }
  }

  /** Of two segments of log that are given away, one is used again. The third is not half full. */
  @Test
  void checkpoint() throws IOException {
    FaultyFileStore files = files();
    try (StorageEngine engine = open(files)) {
      long page = pageWith(engine, 2);
      long raw = engine.io().allocatePage().pageId();
      byte[] image = new byte[4096];
      new Random(1).nextBytes(image);
      Arrays.fill(image, 0, 48, (byte) 0);
      for (int i = 0; i < 32; i++) {
        engine.io().writePage(raw, image, null);
      }
      engine.pages().insertRecord(page, record(9), null);
      files.startRecord();
      engine.checkpoint();
      compare("checkpoint", files);
    }
  }

  @Test
  void recovery() throws IOException {
    FaultyFileStore files = files();
    StorageEngine engine = open(files);
    long page = pageWith(engine, 3);
    engine.pages().splitPage(page, null);
    engine.pages().deletePage(pageWith(engine, 1), null);
    disk.kill();
    closeDead(engine);
    FaultyFileStore again = files();
    again.startRecord();
    try (StorageEngine recovered = open(again)) {
      compare("recovery", again);
      assertThat(recovered.status().recovery().needed()).isTrue();
    }
  }

  @Test
  void creation() throws IOException {
    FaultyFileStore files = files();
    files.startRecord();
    try (StorageEngine engine = open(files)) {
      compare("creation", files);
      assertThat(engine.status().recovery().needed()).isFalse();
    }
  }

  private static void closeDead(StorageEngine engine) {
    try {
      engine.close();
    } catch (EngineException e) {
      // Its process is dead.
    }
  }

  private static long pageWith(StorageEngine engine, int records) {
    long page = engine.pages().createPage().pageId();
    for (int i = 0; i < records; i++) {
      engine.pages().insertRecord(page, record(i), null);
    }
    return page;
  }

  private static byte[] record(int i) {
    return ("record " + i).getBytes(StandardCharsets.US_ASCII);
  }

  private static void compare(String name, FaultyFileStore files) throws IOException {
    List<FileOperation> record = files.record();
    String trace =
        record.stream()
            .filter(operation -> operation.kind() != Kind.READ)
            .map(operation -> operation.line() + "\n")
            .collect(Collectors.joining());
    Path golden = TRACES.resolve(name + ".txt");
    if (System.getProperty("vitrine.traces", "").equals("write")) {
      Files.createDirectories(TRACES);
      Files.writeString(golden, trace);
    }
    assertThat(trace).isEqualTo(Files.readString(golden));
  }
}
