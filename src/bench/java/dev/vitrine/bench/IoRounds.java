package dev.vitrine.bench;

import dev.vitrine.engine.disk.DiskManager;
import dev.vitrine.engine.file.LocalFileStore;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Random pages to and from a device, beside fio. */
final class IoRounds {

  /** 1 GiB. */
  static final int PAGES = 1 << 18;

  static final String RAW_FILE = "raw";

  private static final IoBackend PEER = new FioIo();

  /** Who is measured; a new one is added here. */
  private static final List<IoBackend> BACKENDS = List.of(PEER, new FileChannelIo(), new UringIo());

  private IoRounds() {}

  static String run(Mode mode) throws IOException {
    List<IoBackend> able = BACKENDS.stream().filter(b -> b.missing().isEmpty()).toList();
    StringBuilder text =
        new StringBuilder(
            """

            ### Random pages of 4 KiB, direct I/O

            | | depth | | pages/s | to fio |
            |---|---|---|---|---|
            """);
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-io");
    try {
      create(directory);
      for (IoBackend.Kind kind : IoBackend.Kind.values()) {
        for (int depth : new int[] {1, 32, 128}) {
          Samples samples = measure(mode, able, directory, kind, depth);
          for (IoBackend backend : able) {
            boolean comparable = backend != PEER && able.contains(PEER);
            text.append(
                "| %s | %d | %s | %s | %s |\n"
                    .formatted(
                        kind,
                        depth,
                        backend.name(),
                        samples.spread(backend.name(), "%,.0f"),
                        comparable ? samples.ratios(backend.name(), PEER.name()) : ""));
          }
        }
      }
    } finally {
      for (String name : List.of(DiskManager.FILE_NAME, RAW_FILE)) {
        Files.deleteIfExists(directory.resolve(name));
      }
    }
    BACKENDS.forEach(
        b -> text.append(b.missing().isEmpty() ? "" : "\nNot measured: " + b.missing() + ".\n"));
    return text.toString();
  }

  private static Samples measure(
      Mode mode, List<IoBackend> backends, Path directory, IoBackend.Kind kind, int depth)
      throws IOException {
    Samples samples = new Samples();
    for (int round = 0; round < mode.rounds(); round++) {
      for (int i = 0; i < backends.size(); i++) {
        IoBackend backend = backends.get((round + i) % backends.size());
        samples.add(
            backend.name(), backend.pagesPerSecond(directory, kind, depth, mode.ioSeconds()));
      }
    }
    return samples;
  }

  /** A page file of so many pages, and a file of the same bytes. */
  private static void create(Path directory) throws IOException {
    try (LocalFileStore files = LocalFileStore.open(directory, false)) {
      Stage stage = new Stage(files, EventSink.NONE, 1 << 10, PAGES);
      stage.disk.close();
      stage.pool.close();
    }
    Files.copy(directory.resolve(DiskManager.FILE_NAME), directory.resolve(RAW_FILE));
  }
}
