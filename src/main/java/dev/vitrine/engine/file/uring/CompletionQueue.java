package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/**
 * Where the kernel puts results. It moves the tail, we move the head; an entry is read after a tail
 * that covers it was acquired, and given back by releasing the head. For one thread.
 */
final class CompletionQueue {

  /** Takes a result. */
  interface Reaper {
    /**
     * @param result a count, or an error number made negative
     */
    void completed(long userData, int result);
  }

  private static final VarHandle INT = JAVA_INT.varHandle();

  private static final long USER_DATA = Abi.offset(Abi.CQE, "user_data");
  private static final long RESULT = Abi.offset(Abi.CQE, "res");

  private final MemorySegment ring;
  private final long headOffset;
  private final long tailOffset;
  private final long overflowOffset;
  private final long entriesOffset;
  private final int entryCount;
  private int head;

  CompletionQueue(MemorySegment ring, MemorySegment params) {
    this.ring = ring;
    this.headOffset = at(params, "head");
    this.tailOffset = at(params, "tail");
    this.overflowOffset = at(params, "overflow");
    this.entriesOffset = at(params, "cqes");
    this.entryCount = ring.get(JAVA_INT, at(params, "ring_entries"));
    this.head = ring.get(JAVA_INT, headOffset);
  }

  private static long at(MemorySegment params, String member) {
    return Integer.toUnsignedLong(params.get(JAVA_INT, Abi.offset(Abi.PARAMS, "cq_off", member)));
  }

  int entryCount() {
    return entryCount;
  }

  /** Hands out every result that is there; how many. */
  int reap(Reaper reaper) {
    int tail = (int) INT.getAcquire(ring, tailOffset);
    int count = tail - head;
    while (head != tail) {
      long entry = entriesOffset + (head & (entryCount - 1)) * Abi.CQE.byteSize();
      long userData = ring.get(JAVA_LONG, entry + USER_DATA);
      int result = ring.get(JAVA_INT, entry + RESULT);
      head++;
      INT.setRelease(ring, headOffset, head);
      reaper.completed(userData, result);
    }
    return count;
  }

  /** How many results the kernel had to throw away: always 0 unless it ran out of memory. */
  int dropped() {
    return (int) INT.getAcquire(ring, overflowOffset);
  }
}
