package dev.vitrine.engine.disk;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.engine.file.uring.IoUring;
import dev.vitrine.engine.file.uring.UringFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to the stored pages through an io_uring, with a file descriptor of its own. Where the
 * kernel or the platform refuses one, every call says why. Measured, the ring does not beat the
 * other door for callers that wait ({@code docs/designs/io-uring.md}), so it is a door for those
 * who ask for it, not the back end.
 */
public final class UringDoor implements PageDoor, AutoCloseable {

  private record Open(IoUring ring, UringFile file, PageIo io) {}

  private final PendingImages pending;
  private final @Nullable Open open;
  private final String unavailableReason;

  private UringDoor(PendingImages pending, @Nullable Open open, String unavailableReason) {
    this.pending = pending;
    this.open = open;
    this.unavailableReason = unavailableReason;
  }

  static UringDoor open(
      Path path, boolean direct, PendingImages pending, Function<UringFile, PageIo> io) {
    if (!Files.exists(path)) {
      // A store in memory: opening would make a file beside it.
      return new UringDoor(pending, null, path + " is no file that the kernel could open");
    }
    IoUring ring;
    try {
      ring = IoUring.open(IoUring.DEPTH_DEFAULT);
    } catch (IOException e) {
      return new UringDoor(pending, null, String.valueOf(e.getMessage()));
    }
    try {
      UringFile file = UringFile.open(ring, path, direct);
      return new UringDoor(pending, new Open(ring, file, io.apply(file)), "");
    } catch (IOException e) {
      closeQuietly(ring);
      return new UringDoor(pending, null, String.valueOf(e.getMessage()));
    }
  }

  /** Why there is no ring; empty when there is one. */
  public String unavailableReason() {
    return unavailableReason;
  }

  @Override
  public void read(long pageId, MemorySegment target) {
    PageIo io = io();
    if (!pending.copyTo(pageId, target)) {
      io.read(pageId, target);
    }
  }

  @Override
  public void write(long pageId, MemorySegment page) {
    io().write(pageId, page);
    pending.written(pageId);
  }

  @Override
  public long sync() {
    return io().sync();
  }

  /** {@code io-uring-unavailable} with the reason. */
  public void requireAvailable() {
    if (open == null) {
      throw new EngineException(
              ErrorCode.IO_URING_UNAVAILABLE, "there is no io_uring here: " + unavailableReason)
          .with("reason", unavailableReason);
    }
  }

  /** Waits for what is under way; nothing may be asked for any more. */
  @Override
  public void close() throws IOException {
    if (open != null) {
      try {
        open.file.close();
      } finally {
        open.ring.close();
      }
    }
  }

  private PageIo io() {
    requireAvailable();
    if (open == null) {
      throw new IllegalStateException("checked just now");
    }
    return open.io;
  }

  private static void closeQuietly(IoUring ring) {
    try {
      ring.close();
    } catch (IOException e) {
      System.getLogger(UringDoor.class.getName())
          .log(System.Logger.Level.WARNING, "closing an unused io_uring failed", e);
    }
  }
}
