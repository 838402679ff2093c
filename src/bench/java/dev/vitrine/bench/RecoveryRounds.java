package dev.vitrine.bench;

import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.RecoveryReport;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.EventSink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How long the opening takes after a process was killed, for a gibibyte of log. */
final class RecoveryRounds {

  private record Kind(String name, String what, int pages) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("records", "records of 100 bytes on 20,000 pages", 20_000),
          new Kind("records", "records of 100 bytes on 60,000 pages", 60_000),
          new Kind("images", "pages of 4 KiB, 64 at once, on 20,000 pages", 20_000));

  /** In all, 1.03 GiB in the full mode. */
  private static final long LOG_BYTES_A_ROUND = 150L << 20;

  private RecoveryRounds() {}

  static String run(Mode mode) throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | log | changes | MiB of log | seconds to open | seconds for a GiB | processor seconds for a GiB |
            |---|---|---|---|---|---|
            """);
    for (Kind kind : KINDS) {
      table.append(row(kind, mode.rounds() * LOG_BYTES_A_ROUND));
    }
    return table.toString();
  }

  private static String row(Kind kind, long bytes) throws IOException {
    Path directory = Files.createTempDirectory("vitrine-recovery");
    try {
      fill(directory, kind, bytes);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long processorStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      try (StorageEngine engine = StorageEngine.open(EngineConfig.of(directory), EventSink.NONE)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        double processor = (threads.getCurrentThreadCpuTime() - processorStart) / 1e9;
        RecoveryReport report = engine.status().recovery();
        double gibibytes = report.logBytes() / (double) (1 << 30);
        return String.format(
            Locale.ROOT,
            "| %s | %,d | %,.0f | %.1f | **%.1f** | %.1f |%n",
            kind.what,
            report.records(),
            gibibytes * 1024,
            seconds,
            seconds / gibibytes,
            processor / gibibytes);
      }
    } finally {
      delete(directory);
    }
  }

  private static void fill(Path directory, Kind kind, long bytes) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                RecoveryFill.class.getName(),
                directory.toString(),
                kind.name,
                Integer.toString(kind.pages),
                Long.toString(bytes))
            .inheritIO()
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("filling " + directory + " failed");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
