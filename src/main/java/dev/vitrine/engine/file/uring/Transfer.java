package dev.vitrine.engine.file.uring;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One read, write or sync of a {@link UringFile}, submitted once to its ring. It is over when all
 * bytes went or it failed: what the kernel did only in part is submitted again for the rest.
 *
 * <p>From submitting until completion the buffer belongs to the kernel. The transfer keeps it
 * reachable; the owner of its arena must not close that meanwhile.
 */
public final class Transfer {

  enum Kind {
    READ(Abi.IORING_OP_READ, "reading"),
    WRITE(Abi.IORING_OP_WRITE, "writing"),
    SYNC(Abi.IORING_OP_FSYNC, "syncing");

    private final int opcode;
    private final String verb;

    Kind(int opcode, String verb) {
      this.opcode = opcode;
      this.verb = verb;
    }
  }

  /** The kernel takes a little less than 2 GiB at once. */
  private static final long CHUNK_BYTES_MAX = 1 << 30;

  /** How often a request that the kernel gave back undone is submitted again. */
  private static final int RETRIES_MAX = 100;

  private final UringFile file;
  private final Kind kind;
  private final MemorySegment buffer;
  private final long position;
  private final @Nullable Completion completion;
  private final AtomicBoolean submitted = new AtomicBoolean();

  // The ring's thread alone changes these; done publishes them.
  private long startBytes;
  private long reachedBytes;
  private int retries;
  private int errno;
  private boolean stuck;
  private @Nullable String refusal;

  private volatile boolean done;
  private volatile @Nullable Thread waiter;

  Transfer(
      UringFile file,
      Kind kind,
      MemorySegment buffer,
      long position,
      @Nullable Completion completion) {
    this.file = file;
    this.kind = kind;
    this.buffer = buffer;
    this.position = position;
    this.completion = completion;
  }

  UringFile file() {
    return file;
  }

  /** Whether somebody is called at the end; otherwise somebody waits. */
  boolean hasCompletion() {
    return completion != null;
  }

  /** Insists that it is submitted once. */
  void claim() {
    if (!submitted.compareAndSet(false, true)) {
      throw new IllegalStateException("a transfer is submitted once");
    }
  }

  /** Puts the request for what is left. */
  void put(SubmissionQueue submissions, long userData) {
    // Direct I/O goes by blocks, so a block of which a part went is asked for once more.
    startBytes = reachedBytes - reachedBytes % file.alignmentBytes();
    long length = Math.min(buffer.byteSize() - startBytes, CHUNK_BYTES_MAX);
    submissions.put(
        kind.opcode,
        file.fd(),
        kind == Kind.SYNC ? 0 : buffer.address() + startBytes,
        (int) length,
        position + startBytes,
        userData);
  }

  /** Takes the kernel's answer; whether the transfer is over. */
  boolean advance(int result) {
    if (result < 0) {
      boolean undone = Errno.EINTR.is(-result) || Errno.EAGAIN.is(-result);
      if (undone && retries++ < RETRIES_MAX) {
        return false;
      }
      errno = -result;
      return true;
    }
    long reached = startBytes + result;
    if (reached >= buffer.byteSize()) {
      return true;
    }
    if (reached <= reachedBytes) {
      stuck = true;
      return true;
    }
    reachedBytes = reached;
    return false;
  }

  /** Makes it fail before the kernel ever had it. */
  void refuse(String why) {
    refusal = why;
  }

  /** Tells whoever waits; the buffer is the caller's again. What a completion throws ends here. */
  void finish() {
    done = true;
    LockSupport.unpark(waiter);
    if (completion == null) {
      return;
    }
    try {
      completion.completed(failure());
    } catch (RuntimeException | Error e) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, e);
    }
  }

  /** Waits for the end, also when interrupted: the kernel has the buffer. Keeps the flag. */
  void await() throws IOException {
    waiter = Thread.currentThread();
    boolean interrupted = false;
    while (!done) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    IOException failure = failure();
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable IOException failure() {
    if (refusal != null) {
      return new IOException(what() + refusal);
    }
    if (errno != 0) {
      return new IOException(what() + Errno.text(errno));
    }
    if (!stuck) {
      return null;
    }
    return kind == Kind.READ
        ? new EOFException(file + " ends before " + (position + buffer.byteSize()))
        : new IOException(what() + "the device took no bytes");
  }

  private String what() {
    return kind.verb + " " + file + ": ";
  }
}
