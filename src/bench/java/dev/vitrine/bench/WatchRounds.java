package dev.vitrine.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.openjdk.jmh.runner.RunnerException;

/** What a hit costs more when it can be watched, and when it is. */
final class WatchRounds {

  private static final String SILENT = "emission compiled out";
  private static final List<String> WATCHERS = List.of("0", "1", "100");

  private WatchRounds() {}

  static String run(Mode mode) throws RunnerException, IOException {
    Path silent = Files.createTempDirectory("silent-meter");
    SilentMeter.writeTo(silent);
    StringBuilder text =
        new StringBuilder(
            """

            ### The same hit, watched

            | | watchers | ns | ns more | ratio |
            |---|---|---|---|---|
            """);
    for (String benchmark : List.of("hit", "guard")) {
      String title = benchmark.equals("hit") ? "optimistic read" : "guard";
      Samples samples = measure(mode, benchmark, silent);
      text.append(
          "| %s | %s | %s | | |\n".formatted(title, SILENT, samples.spread(SILENT, "%.1f")));
      for (String watchers : WATCHERS) {
        text.append(
            "| %s | %s | %s | %s | %s |\n"
                .formatted(
                    title,
                    watchers,
                    samples.spread(watchers, "%.1f"),
                    samples.differences(watchers, SILENT),
                    samples.ratios(watchers, SILENT)));
      }
    }
    return text.toString();
  }

  private static Samples measure(Mode mode, String benchmark, Path silent) throws RunnerException {
    Forks forks = new Forks(mode);
    Samples samples = new Samples();
    List<String> order = new ArrayList<>(WATCHERS);
    order.add(SILENT);
    for (int round = 0; round < mode.rounds(); round++) {
      Collections.shuffle(order, new Random(round));
      for (String name : order) {
        samples.add(name, nanos(forks, benchmark, name, silent));
      }
    }
    return samples;
  }

  /** A fork has the class path of this process, as its property has it. */
  private static double nanos(Forks forks, String benchmark, String contestant, Path silent)
      throws RunnerException {
    if (!contestant.equals(SILENT)) {
      return forks.nanos(WatchedHit.class, benchmark, 1, Map.of("watchers", contestant));
    }
    String classPath = System.getProperty("java.class.path");
    System.setProperty("java.class.path", silent + File.pathSeparator + classPath);
    try {
      return forks.nanos(WatchedHit.class, benchmark, 1, Map.of("watchers", "0", "silent", "true"));
    } finally {
      System.setProperty("java.class.path", classPath);
    }
  }
}
