package dev.vitrine.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** {@code docs/benchmarks.md}: each part's figures between its markers, and prose around them. */
final class Page {

  private static final Path FILE = Path.of("docs/benchmarks.md");

  private final String mode;
  private final String commit;

  Page(String mode) throws IOException {
    this.mode = mode;
    String changed = run("git", "status", "--porcelain", "--", "src", "pom.xml");
    this.commit =
        run("git", "rev-parse", "--short=12", "HEAD")
            + (changed.isEmpty() ? "" : " with changes not committed");
  }

  /** Puts a part's new figures in the place of its old ones. */
  void replace(String part, String figures) throws IOException {
    String begin = "<!-- begin " + part + " -->\n";
    String end = "<!-- end " + part + " -->";
    String page = Files.readString(FILE);
    int from = page.indexOf(begin);
    int to = page.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(FILE + " has no markers for " + part);
    }
    Files.writeString(
        FILE,
        page.substring(0, from + begin.length())
            + "\n"
            + figures.strip()
            + "\n\n"
            + provenance(part)
            + "\n\n"
            + page.substring(to));
  }

  private String provenance(String part) throws IOException {
    return "%s, commit %s, `./mvnw -Pbench verify -DskipTests -Dbench.mode=%s -Dbench.parts=%s`. %s"
        .formatted(LocalDate.now(ZoneOffset.UTC), commit, mode, part, machine());
  }

  private static String machine() throws IOException {
    List<String> cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 2))
            .toList();
    String load = Files.readString(Path.of("/proc/loadavg"));
    return String.format(
        Locale.ROOT,
        "%d × %s, Linux %s, JDK %s; load average %s at the end.",
        cpu.size(),
        cpu.isEmpty() ? "?" : cpu.getFirst(),
        System.getProperty("os.version"),
        Runtime.version(),
        load.substring(0, load.indexOf(' ')));
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
