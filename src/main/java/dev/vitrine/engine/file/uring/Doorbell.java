package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Wakes a thread that waits for completions: an eventfd(2), of which the ring always has a read in
 * flight.
 */
final class Doorbell {

  private final SystemCalls calls;
  private final int fd;
  private final MemorySegment one = Arena.ofAuto().allocate(JAVA_LONG);
  private final MemorySegment target = Arena.ofAuto().allocate(JAVA_LONG);

  Doorbell(SystemCalls calls) throws IOException {
    this.calls = calls;
    this.fd = calls.eventfd();
    if (fd < 0) {
      throw new IOException("eventfd: " + Errno.text(-fd));
    }
    one.set(JAVA_LONG, 0, 1);
  }

  /** Completes the read that is in flight, or the next one. Does not block. */
  void ring() {
    long count;
    do {
      count = calls.write(fd, one);
    } while (Errno.EINTR.is((int) -count));
  }

  /** Puts the read. */
  void put(SubmissionQueue submissions, long userData) {
    submissions.put(Abi.IORING_OP_READ, fd, target.address(), (int) target.byteSize(), 0, userData);
  }

  /** Insists on what the read answered: without a doorbell nobody is heard. */
  static void requireRung(int result) {
    boolean again = Errno.EINTR.is(-result) || Errno.EAGAIN.is(-result);
    if (result < 0 && !again) {
      throw new IllegalStateException("its doorbell failed: " + Errno.text(-result));
    }
  }

  /** No read may be in flight. */
  void close() {
    int ignored = calls.close(fd);
  }
}
