package dev.vitrine.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a data directory, from outside. */
final class DirectoryFiles {

  private DirectoryFiles() {}

  /** Copies all files as they are: of an engine that rests, what a crash now would leave. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Names, times and contents. */
  static Map<String, List<Object>> fingerprint(Path directory) throws IOException {
    Map<String, List<Object>> prints = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        int content = Arrays.hashCode(Files.readAllBytes(file));
        prints.put(
            file.getFileName().toString(), List.of(Files.getLastModifiedTime(file), content));
      }
    }
    return prints;
  }
}
