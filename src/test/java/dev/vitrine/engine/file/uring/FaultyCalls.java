package dev.vitrine.engine.file.uring;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The real system calls, of which the next ones to enter a ring fail as planned. */
class FaultyCalls extends SystemCalls {

  private final Queue<Errno> enterFailures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger enters = new AtomicInteger();
  private final AtomicInteger submissions = new AtomicInteger();

  FaultyCalls() throws IOException {
    super(SYS_IO_URING_SETUP);
  }

  void failNextEnter(Errno errno) {
    enterFailures.add(errno);
  }

  boolean allFailed() {
    return enterFailures.isEmpty();
  }

  /** How many calls handed over requests, and were not made to fail. */
  int enters() {
    return enters.get();
  }

  /** The requests that they handed over. */
  int submissions() {
    return submissions.get();
  }

  @Override
  int enter(int ringFd, int toSubmit, int minComplete, int flags) {
    Errno failure = enterFailures.poll();
    if (failure != null) {
      return -failure.number();
    }
    if (toSubmit > 0) {
      enters.incrementAndGet();
      submissions.addAndGet(toSubmit);
    }
    return super.enter(ringFd, toSubmit, minComplete, flags);
  }
}
