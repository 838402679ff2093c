package dev.vitrine.engine.file;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a directory that nobody has open and that must not change: for reading only. */
public final class ReadOnlyFileStore implements FileStore {

  private final Path directory;
  private final @Nullable DirectoryLock lock;

  private ReadOnlyFileStore(Path directory, @Nullable DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** {@code data-directory} when there is no such directory, or another process has it open. */
  public static ReadOnlyFileStore open(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      throw new EngineException(
              ErrorCode.DATA_DIRECTORY,
              "there is no directory %s: name the right one with --vitrine.data-dir"
                  .formatted(absolute))
          .with("directory", absolute.toString());
    }
    return new ReadOnlyFileStore(absolute, DirectoryLock.share(absolute));
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  /** Opens a file for reading; it must exist. */
  @Override
  public StoreFile open(String name) throws IOException {
    return LocalFile.openToRead(directory.resolve(name));
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public void rename(String from, String to) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(String name) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void syncDirectory() {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
