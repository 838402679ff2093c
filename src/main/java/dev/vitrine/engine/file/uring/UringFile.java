package dev.vitrine.engine.file.uring;

import dev.vitrine.engine.file.StoreFile;
import dev.vitrine.engine.file.SystemTexts;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A file whose I/O goes through an {@link IoUring}, with a descriptor of its own. Thread-safe.
 *
 * <p>Reads, writes and syncs wait in Java, so they may come from any thread; opening and closing
 * are blocking system calls and belong on a platform thread. A buffer is native, and when {@link
 * #direct()} it, its length and the position are multiples of {@link #blockSizeBytes()}; {@link
 * IllegalArgumentException} otherwise.
 */
public final class UringFile implements StoreFile {

  private static final int MODE = 0666;

  private final IoUring ring;
  private final Path path;
  private final int fd;
  private final boolean direct;
  private final int blockSizeBytes;

  // Guarded by this.
  private int underWay;
  private boolean closing;
  private boolean closed;

  UringFile(IoUring ring, Path path, int fd, boolean direct, int blockSizeBytes) {
    this.ring = ring;
    this.path = path;
    this.fd = fd;
    this.direct = direct;
    this.blockSizeBytes = blockSizeBytes;
  }

  /**
   * Opens for reading and writing, and creates what is not there. Blocking.
   *
   * @param directWanted past the page cache, where the file system can
   */
  public static UringFile open(IoUring ring, Path path, boolean directWanted) throws IOException {
    int flags = Platform.O_RDWR | Platform.O_CREAT | Platform.O_CLOEXEC;
    int directFlag = Platform.directFlag(System.getProperty("os.arch"));
    int fd = directWanted ? open(ring.calls(), path, flags | directFlag) : -Errno.EINVAL.number();
    boolean direct = fd >= 0;
    if (Errno.EINVAL.is(-fd)) {
      fd = open(ring.calls(), path, flags);
    }
    if (fd < 0) {
      throw new IOException("opening " + path + ": " + Errno.text(-fd));
    }
    try {
      int blockSizeBytes = Math.toIntExact(Files.getFileStore(path).getBlockSize());
      return new UringFile(ring, path, fd, direct, blockSizeBytes);
    } catch (IOException | RuntimeException e) {
      int ignored = ring.calls().close(fd);
      throw e;
    }
  }

  private static int open(SystemCalls calls, Path path, int flags) {
    byte[] name = path.toString().getBytes(SystemTexts.encoding());
    int fd;
    do {
      fd = calls.open(name, flags, MODE);
    } while (Errno.EINTR.is(-fd));
    return fd;
  }

  /** A read to be submitted: fills the buffer from {@code position}. */
  public Transfer reading(MemorySegment target, long position, Completion completion) {
    requireUsable(target, position);
    requireWritable(target);
    return new Transfer(this, Transfer.Kind.READ, target, position, completion);
  }

  /** A write to be submitted, of all of the buffer; the file grows when need be. */
  public Transfer writing(MemorySegment source, long position, Completion completion) {
    requireUsable(source, position);
    return new Transfer(this, Transfer.Kind.WRITE, source, position, completion);
  }

  /** A sync to be submitted, of everything that was completed before. */
  public Transfer syncing(Completion completion) {
    return new Transfer(this, Transfer.Kind.SYNC, MemorySegment.NULL, 0, completion);
  }

  /** Submits a read, waiting for a slot; what depends on the result runs on the ring's thread. */
  public CompletableFuture<Void> readAsync(MemorySegment target, long position) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    ring.submit(List.of(reading(target, position, completing(result))));
    return result;
  }

  /** Submits a write, waiting for a slot; what depends on the result runs on the ring's thread. */
  public CompletableFuture<Void> writeAsync(MemorySegment source, long position) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    ring.submit(List.of(writing(source, position, completing(result))));
    return result;
  }

  private static Completion completing(CompletableFuture<Void> result) {
    return failure -> {
      if (failure == null) {
        result.complete(null);
      } else {
        result.completeExceptionally(failure);
      }
    };
  }

  /** Fills the buffer from {@code position} and waits for it. */
  public void read(MemorySegment target, long position) throws IOException {
    requireUsable(target, position);
    requireWritable(target);
    ring.execute(new Transfer(this, Transfer.Kind.READ, target, position, null));
  }

  /** Writes all of the buffer at {@code position} and waits for it. */
  public void write(MemorySegment source, long position) throws IOException {
    requireUsable(source, position);
    ring.execute(new Transfer(this, Transfer.Kind.WRITE, source, position, null));
  }

  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    if (!target.hasRemaining()) {
      return;
    }
    if (target.isDirect()) {
      read(MemorySegment.ofBuffer(target), position);
    } else {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment copy = arena.allocate(target.remaining(), blockSizeBytes);
        read(copy, position);
        MemorySegment.ofBuffer(target).copyFrom(copy);
      }
    }
    target.position(target.limit());
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    if (!source.hasRemaining()) {
      return;
    }
    if (source.isDirect()) {
      write(MemorySegment.ofBuffer(source), position);
    } else {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment copy = arena.allocate(source.remaining(), blockSizeBytes);
        write(copy.copyFrom(MemorySegment.ofBuffer(source)), position);
      }
    }
    source.position(source.limit());
  }

  @Override
  public void sync() throws IOException {
    ring.execute(new Transfer(this, Transfer.Kind.SYNC, MemorySegment.NULL, 0, null));
  }

  @Override
  public void syncData() throws IOException {
    sync();
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

  int alignmentBytes() {
    return direct ? blockSizeBytes : 1;
  }

  int fd() {
    return fd;
  }

  private void requireUsable(MemorySegment buffer, long position) {
    if (!buffer.isNative() || !buffer.scope().isAlive() || buffer.byteSize() == 0) {
      throw new IllegalArgumentException("not a live native buffer with a length: " + buffer);
    }
    if (position < 0 || position > Long.MAX_VALUE - buffer.byteSize()) {
      throw new IllegalArgumentException("position " + position);
    }
    if (((buffer.address() | buffer.byteSize() | position) & (alignmentBytes() - 1)) != 0) {
      throw new IllegalArgumentException(
          "direct I/O goes by blocks of %d bytes: %s at %d"
              .formatted(alignmentBytes(), buffer, position));
    }
  }

  private static void requireWritable(MemorySegment target) {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("a read-only buffer can't be read into");
    }
  }

  /** Counts a transfer, so that the descriptor stays; false when it does not. */
  synchronized boolean begin() {
    if (closing) {
      return false;
    }
    underWay++;
    return true;
  }

  /** The opposite of {@link #begin}. */
  synchronized void end() {
    underWay--;
    notifyAll();
  }

  /**
   * Takes no more, waits for the transfers under way, uninterruptibly, and closes the descriptor:
   * its number may be another file's at once.
   */
  @Override
  public void close() throws IOException {
    ring.requireOtherThread("close waits for completions");
    if (awaitQuiet()) {
      int result = ring.calls().close(fd);
      if (result < 0) {
        throw new IOException("closing " + path + ": " + Errno.text(-result));
      }
    }
  }

  /** Waits; whether it is this caller who closes the descriptor. */
  private synchronized boolean awaitQuiet() {
    closing = true;
    boolean interrupted = false;
    while (underWay > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    boolean first = !closed;
    closed = true;
    return first;
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
