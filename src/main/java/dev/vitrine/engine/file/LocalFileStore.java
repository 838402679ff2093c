package dev.vitrine.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The real files of a local directory. */
public final class LocalFileStore implements FileStore {

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
  public boolean usedBefore() {
    return lock.hadHolder();
  }

  @Override
  public StoreFile open(String name) throws IOException {
    return LocalFile.open(directory.resolve(name), directIo);
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
