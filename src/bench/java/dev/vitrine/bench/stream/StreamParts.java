package dev.vitrine.bench.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the parts about streams have in common. */
final class StreamParts {

  /** Connections, their server's and their generator's own files, and some to spare. */
  private static final int FILES_SPARE = 500;

  private StreamParts() {}

  static Server start(Contestant contestant) throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    return new Server(contestant, Files.createTempDirectory(target, "bench-stream"));
  }

  /** Says clearly that so many connections can't be had; empty if they can. */
  static String missingFiles(int connections) throws IOException {
    long max = ProcessFigures.openFilesMax();
    return max >= connections + FILES_SPARE
        ? ""
        : "\nNot measured with %,d connections: a process may have %,d files open (`ulimit -Hn`).\n"
            .formatted(connections, max);
  }
}
