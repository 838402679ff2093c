package dev.vitrine.engine.file.uring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** What the tests of this package need of the machine. */
final class Assumed {

  private Assumed() {}

  /** Skips the test, with the reason, where there can be no ring. */
  static void ring() {
    if (IoUring.probe() instanceof Availability.Unavailable none) {
      System.out.println("skipped, there is no io_uring: " + none.reason());
      Assumptions.abort(none.reason());
    }
  }

  /** A directory on a disk: a temporary one may be in memory, without direct I/O. */
  static Path diskDirectory() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "uring");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory of files. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
