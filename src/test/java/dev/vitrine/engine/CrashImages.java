package dev.vitrine.engine;

import dev.vitrine.event.EventSink;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Copies a data directory as a crash would leave it, at chosen events. An event is told in the
 * midst of an operation, by a thread that just made the log durable: with one thread at work and
 * nothing in the background, nobody writes meanwhile.
 */
final class CrashImages implements EventSink {

  private final Path directory;
  private final Predicate<StorageEvent> when;
  private final List<Path> images = new ArrayList<>();

  CrashImages(Path directory, Predicate<StorageEvent> when) {
    this.directory = directory;
    this.when = when;
  }

  @Override
  public boolean wants(HotVariant variant) {
    return false;
  }

  @Override
  public void emit(StorageEvent event) {
    if (when.test(event)) {
      take();
    }
  }

  /** Every image so far. */
  List<Path> images() {
    return images;
  }

  /** Copies the directory as it is now. */
  Path take() {
    Path image = directory.resolveSibling(directory.getFileName() + "-" + images.size());
    images.add(image);
    try {
      Files.createDirectory(image);
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.copy(file, image.resolve(file.getFileName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }
}
