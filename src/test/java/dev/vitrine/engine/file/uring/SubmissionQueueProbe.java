package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A submission queue of one entry in plain memory, to look at what is put. */
final class SubmissionQueueProbe {

  private final MemorySegment ring = Arena.ofAuto().allocate(64);
  private final MemorySegment entry = Arena.ofAuto().allocate(Abi.SQE);
  private final SubmissionQueue queue;

  SubmissionQueueProbe() {
    MemorySegment params = Arena.ofAuto().allocate(Abi.PARAMS);
    String[] members = {"head", "tail", "ring_mask", "ring_entries", "flags", "dropped", "array"};
    for (int i = 0; i < members.length; i++) {
      params.set(JAVA_INT, Abi.offset(Abi.PARAMS, "sq_off", members[i]), 4 * i);
    }
    ring.setAtIndex(JAVA_INT, 3, 1);
    queue = new SubmissionQueue(ring, entry, params);
  }

  /** Puts what the transfer asks for, and takes it like the kernel: position and length. */
  long[] put(Transfer transfer) {
    transfer.put(queue, 0);
    ring.setAtIndex(JAVA_INT, 0, ring.getAtIndex(JAVA_INT, 1));
    return new long[] {entry.get(JAVA_LONG, 8), entry.get(JAVA_INT, 24)};
  }
}
