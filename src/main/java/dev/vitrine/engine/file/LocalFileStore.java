package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The real files of a local directory. */
public final class LocalFileStore implements FileStore {

  /** The file whose lock says that the directory is in use. */
  public static final String LOCK_FILE_NAME = DirectoryLock.FILE_NAME;

  private final Path directory;
  private final boolean directIo;
  private final DirectoryLock lock;

  private LocalFileStore(Path directory, boolean directIo, DirectoryLock lock) {
    this.directory = directory;
    this.directIo = directIo;
    this.lock = lock;
  }

  /**
   * Takes the directory for this process, and creates it if need be; {@code data-directory} when
   * another process holds it.
   *
   * @param directIo use direct I/O where the file system offers it
   */
  public static LocalFileStore open(Path directory, boolean directIo) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    Files.createDirectories(absolute);
    return new LocalFileStore(absolute, directIo, DirectoryLock.acquire(absolute));
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(directory.resolve(name));
  }

  @Override
  public StoreFile open(String name) throws IOException {
    return LocalFile.open(directory.resolve(name), directIo);
  }

  @Override
  public List<String> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(directory.resolve(name));
  }

  @Override
  public void syncDirectory() throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
