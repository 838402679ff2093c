package dev.vitrine.engine.file;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A local file behind a {@link FileChannel}.
 *
 * <p>Java closes a channel for everybody when one thread is interrupted in it. Here the channel is
 * then opened again and the call repeated (positional I/O can be), so that an interrupted caller
 * harms nobody; it keeps its interrupt flag.
 */
final class LocalFile implements StoreFile {

  private final Path path;
  private final Set<OpenOption> options;
  private final boolean direct;
  private final int blockSizeBytes;
  private final @Nullable Object fileKey;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private LocalFile(Path path, Set<OpenOption> options, int blockSizeBytes) throws IOException {
    this.path = path;
    this.direct = options.contains(ExtendedOpenOption.DIRECT);
    this.blockSizeBytes = blockSizeBytes;
    this.options = options;
    this.channel = FileChannel.open(path, options);
    this.fileKey = fileKey(path);
  }

  static LocalFile open(Path path, boolean directWanted) throws IOException {
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
    int blockSize = Math.toIntExact(Files.getFileStore(path).getBlockSize());
    if (directWanted) {
      try {
        return new LocalFile(path, options(true), blockSize);
      } catch (IOException | UnsupportedOperationException e) {
        // The file system has no direct I/O: go through the page cache.
        return new LocalFile(path, options(false), blockSize);
      }
    }
    return new LocalFile(path, options(false), blockSize);
  }

  /** Opens a file that is there, to read it through the page cache. */
  static LocalFile openToRead(Path path) throws IOException {
    int blockSize = Math.toIntExact(Files.getFileStore(path).getBlockSize());
    return new LocalFile(path, Set.of(StandardOpenOption.READ), blockSize);
  }

  private static Set<OpenOption> options(boolean direct) {
    return direct
        ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT)
        : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    int start = target.position();
    uninterruptibly(open -> {
      target.position(start);
      while (target.hasRemaining()) {
        int count = open.read(target, position + target.position() - start);
        if (count < 0) {
          throw new EOFException(path + " ends before " + (position + target.limit() - start));
        }
      }
    });
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    int start = source.position();
    uninterruptibly(open -> {
      source.position(start);
      while (source.hasRemaining()) {
        int count = open.write(source, position + source.position() - start);
        if (count == 0) {
          throw new IOException("the device took no bytes: " + path);
        }
      }
    });
  }

  @Override
  public void sync() throws IOException {
    uninterruptibly(open -> open.force(true));
    requireStillThere();
  }

  @Override
  public void syncData() throws IOException {
    uninterruptibly(open -> open.force(false));
    requireStillThere();
  }

  /** Writes to a file that somebody removed go well, and are gone with the last handle to it. */
  private void requireStillThere() throws IOException {
    Object now;
    try {
      now = fileKey(path);
    } catch (NoSuchFileException e) {
      throw new IOException(path + " was removed while it was in use", e);
    }
    if (!Objects.equals(now, fileKey)) {
      throw new IOException(path + " was replaced by another file while it was in use");
    }
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public long size() throws IOException {
    return Files.size(path);
  }

  @Override
  public boolean direct() {
    return direct;
  }

  @Override
  public int blockSizeBytes() {
    return blockSizeBytes;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }

  private interface Call {
    void on(FileChannel open) throws IOException;
  }

  private void uninterruptibly(Call call) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        FileChannel open = channel;
        try {
          call.on(open);
          return;
        } catch (ClosedChannelException e) {
          if (closed) {
            throw e;
          }
          interrupted |= Thread.interrupted();
          reopen(open);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel broken) throws IOException {
    if (channel == broken) {
      channel = FileChannel.open(path, options);
    }
  }
}
