package dev.vitrine.engine.file;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process, one data directory. The lock is the operating system's, on the file {@value
 * #FILE_NAME}, so it ends with the process however that ends; the process id in the file is for
 * people.
 */
final class DirectoryLock implements AutoCloseable {

  static final String FILE_NAME = "LOCK";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock acquire(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (tryLock(channel, false) == null) {
        throw heldElsewhere(directory, file);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(processId()));
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Sees to it that nobody takes the directory while it is looked at, without a change to it;
   * several processes may look. A directory without the file was never in use here.
   */
  static @Nullable DirectoryLock share(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    if (!Files.exists(file)) {
      return null;
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      if (tryLock(channel, true) == null) {
        throw heldElsewhere(directory, file);
      }
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static EngineException heldElsewhere(Path directory, Path file) throws IOException {
    String holder = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return new EngineException(
            ErrorCode.DATA_DIRECTORY,
            "data directory "
                + directory
                + " is in use by process "
                + (holder.isEmpty() ? "(unknown)" : holder)
                + ": stop that process, or choose another directory")
        .with("directory", directory.toString())
        .with("held_by_pid", holder);
  }

  private static byte[] processId() {
    return (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
