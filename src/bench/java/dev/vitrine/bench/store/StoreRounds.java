package dev.vitrine.bench.store;

import dev.vitrine.bench.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Ordered stores, one after the other in each round. */
public final class StoreRounds {

  private static final String OURS = "Vitrine";
  private static final List<String> STORES = List.of(OURS, "LMDB", "MVStore", "RocksDB");
  private static final int CLIENTS = 8;

  private record Case(String title, StoreRun.Work work, int threads) {}

  private static final List<Case> CASES =
      List.of(
          new Case("get, 1 thread", StoreRun.Work.GET, 1),
          new Case("get, 8 clients", StoreRun.Work.GET, CLIENTS),
          new Case("scan of 1,000, 1 thread", StoreRun.Work.SCAN, 1),
          new Case("put, sync, 1 thread", StoreRun.Work.PUT_SYNC, 1),
          new Case("put, sync, 8 clients", StoreRun.Work.PUT_SYNC, CLIENTS),
          new Case("put, synced later, 1 thread", StoreRun.Work.PUT_LATER, 1),
          new Case("put, synced later, 8 clients", StoreRun.Work.PUT_LATER, CLIENTS));

  private final int rounds;
  private final int seconds;
  private final Path directory;
  private final long records;

  private StoreRounds(int rounds, int seconds, Path directory, long records) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.directory = directory;
    this.records = records;
  }

  public static String run(int rounds, int seconds, long records) throws IOException {
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "bench-store");
    try {
      return new StoreRounds(rounds, seconds, directory, records).run();
    } finally {
      delete(directory);
    }
  }

  private String run() throws IOException {
    StringBuilder text =
        new StringBuilder(
            """

            ### Ordered records: %,d of %d + %d bytes, all in memory

            | | | operations/s (scan: records/s) | Vitrine to it |
            |---|---|---|---|
            """
                .formatted(records, StoreRun.KEY_BYTES, StoreRun.VALUE_BYTES));
    for (String store : STORES) {
      Files.createDirectories(directory.resolve(store));
      figure(store, new Case("load", StoreRun.Work.LOAD, 1));
    }
    for (Case one : CASES) {
      Samples samples = new Samples();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < STORES.size(); i++) {
          String store = STORES.get((round + i) % STORES.size());
          samples.add(store, figure(store, one));
        }
      }
      for (String store : STORES) {
        text.append(
            "| %s | %s | %s | %s |\n"
                .formatted(
                    one.title,
                    store,
                    samples.spread(store, "%,.0f"),
                    store.equals(OURS) ? "" : samples.ratios(OURS, store)));
      }
    }
    return text.toString();
  }

  private double figure(String store, Case one) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-Xms1g",
                "-Xmx6g",
                "-cp",
                System.getProperty("java.class.path"),
                StoreRun.class.getName(),
                store,
                directory.resolve(store).toString(),
                one.work.name(),
                Long.toString(records),
                Integer.toString(one.threads),
                Integer.toString(seconds))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String figure =
          lines.lines().filter(line -> line.startsWith("figure ")).findFirst().orElse(null);
      if (figure == null) {
        throw new IOException("%s did not end its work: %s".formatted(store, one.title));
      }
      return Double.parseDouble(figure.substring("figure ".length()));
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
