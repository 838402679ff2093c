package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One io_uring and the memory that it shares with the kernel. Belongs to the thread that created
 * it: the kernel is told so ({@code IORING_SETUP_SINGLE_ISSUER}) and then delivers completions only
 * when that thread asks ({@code IORING_SETUP_DEFER_TASKRUN}), where it knows these flags (Linux
 * 6.1).
 *
 * <p>Sources: io_uring_setup(2), io_uring_enter(2); J. Axboe, "Efficient IO with io_uring", 2019.
 */
final class Ring implements AutoCloseable {

  private static final int OWN_THREAD_FLAGS =
      Abi.IORING_SETUP_SINGLE_ISSUER | Abi.IORING_SETUP_DEFER_TASKRUN;

  private final SystemCalls calls;
  private final int fd;
  private final Arena mappings = Arena.ofConfined();
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;

  private Ring(SystemCalls calls, int fd, MemorySegment params) throws IOException {
    this.calls = calls;
    this.fd = fd;
    try {
      requireFeature(params, Abi.IORING_FEAT_NODROP, "5.5");
      requireOperations();
      RingMemory memory = RingMemory.map(calls, fd, params, mappings);
      this.submissions = new SubmissionQueue(memory.submissionRing(), memory.entries(), params);
      this.completions = new CompletionQueue(memory.completionRing(), params);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Makes a ring; {@link IOException} with the reason in words where the kernel won't.
   *
   * @param entries room for requests between two calls of {@link #enter}; results have twice that
   */
  static Ring create(SystemCalls calls, int entries) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(Abi.PARAMS);
      int fd = setup(calls, entries, params, OWN_THREAD_FLAGS);
      if (Errno.EINVAL.is(-fd)) {
        fd = setup(calls, entries, params, 0);
      }
      if (fd < 0) {
        throw new IOException(Refusal.reason(-fd));
      }
      return new Ring(calls, fd, params);
    }
  }

  private static int setup(SystemCalls calls, int entries, MemorySegment params, int flags) {
    params.fill((byte) 0);
    params.set(JAVA_INT, Abi.offset(Abi.PARAMS, "flags"), flags);
    return calls.setup(entries, params);
  }

  private static void requireFeature(MemorySegment params, int feature, String since)
      throws IOException {
    if ((params.get(JAVA_INT, Abi.offset(Abi.PARAMS, "features")) & feature) == 0) {
      throw new IOException(Refusal.tooOld(since));
    }
  }

  private void requireOperations() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment probe = arena.allocate(Abi.PROBE);
      int result = calls.register(fd, Abi.IORING_REGISTER_PROBE, probe, Abi.PROBE_OPS_MAX);
      if (result < 0
          || !supports(probe, Abi.IORING_OP_READ)
          || !supports(probe, Abi.IORING_OP_WRITE)
          || !supports(probe, Abi.IORING_OP_FSYNC)) {
        throw new IOException(Refusal.tooOld("5.6"));
      }
    }
  }

  private static boolean supports(MemorySegment probe, int operation) {
    int count = Byte.toUnsignedInt(probe.get(JAVA_BYTE, Abi.offset(Abi.PROBE, "ops_len")));
    long flags =
        Abi.offset(Abi.PROBE, "ops")
            + operation * Abi.PROBE_OP.byteSize()
            + Abi.offset(Abi.PROBE_OP, "flags");
    return operation < count && (probe.get(JAVA_SHORT, flags) & Abi.IO_URING_OP_SUPPORTED) != 0;
  }

  SubmissionQueue submissions() {
    return submissions;
  }

  /**
   * Gives the kernel what is in the submission queue and waits for {@code minComplete} results. The
   * kernel may take fewer requests than there are; the others stay in the queue.
   *
   * @return 0, or the error number
   */
  int enter(int minComplete) {
    int result = calls.enter(fd, submissions.waiting(), minComplete, Abi.IORING_ENTER_GETEVENTS);
    return Math.max(0, -result);
  }

  /** Hands out every result, also those for which the completion queue had no room; how many. */
  int reap(CompletionQueue.Reaper reaper) {
    int count = completions.reap(reaper);
    while (submissions.completionsOverflowed()) {
      int flushed = calls.enter(fd, 0, 0, Abi.IORING_ENTER_GETEVENTS);
      int more = completions.reap(reaper);
      count += more;
      if (flushed < 0 && more == 0) {
        break;
      }
    }
    return count;
  }

  int dropped() {
    return completions.dropped();
  }

  int completionEntries() {
    return completions.entryCount();
  }

  /** Unmaps and closes. Nothing may be in flight. */
  @Override
  public void close() {
    mappings.close();
    int ignored = calls.close(fd);
  }
}
