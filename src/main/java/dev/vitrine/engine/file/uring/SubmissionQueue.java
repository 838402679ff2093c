package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.function.LongConsumer;

/**
 * Where requests are put for the kernel. We move the tail, the kernel moves the head; an entry is
 * filled before a tail that covers it is released, and used again only after a head beyond it was
 * acquired. For one thread.
 */
final class SubmissionQueue {

  private static final VarHandle INT = JAVA_INT.varHandle();

  private static final long OPCODE = Abi.offset(Abi.SQE, "opcode");
  private static final long FD = Abi.offset(Abi.SQE, "fd");
  private static final long OFFSET = Abi.offset(Abi.SQE, "off");
  private static final long ADDRESS = Abi.offset(Abi.SQE, "addr");
  private static final long LENGTH = Abi.offset(Abi.SQE, "len");
  private static final long USER_DATA = Abi.offset(Abi.SQE, "user_data");

  private final MemorySegment ring;
  private final MemorySegment entries;
  private final long headOffset;
  private final long tailOffset;
  private final long flagsOffset;
  private final int entryCount;
  private int tail;

  SubmissionQueue(MemorySegment ring, MemorySegment entries, MemorySegment params) {
    this.ring = ring;
    this.entries = entries;
    this.headOffset = at(params, "head");
    this.tailOffset = at(params, "tail");
    this.flagsOffset = at(params, "flags");
    this.entryCount = ring.get(JAVA_INT, at(params, "ring_entries"));
    this.tail = ring.get(JAVA_INT, tailOffset);
    // Entry i of the array is always submission i.
    long array = at(params, "array");
    for (int i = 0; i < entryCount; i++) {
      ring.setAtIndex(JAVA_INT, array / JAVA_INT.byteSize() + i, i);
    }
  }

  private static long at(MemorySegment params, String member) {
    return Integer.toUnsignedLong(params.get(JAVA_INT, Abi.offset(Abi.PARAMS, "sq_off", member)));
  }

  /** How many requests lie here that the kernel has not taken. */
  int waiting() {
    return tail - (int) INT.getAcquire(ring, headOffset);
  }

  boolean full() {
    return waiting() == entryCount;
  }

  /** Puts a request; there must be room. */
  void put(int opcode, int fd, long address, int length, long offset, long userData) {
    if (full()) {
      throw new IllegalStateException("the submission queue is full");
    }
    MemorySegment entry = entries.asSlice(index(tail) * Abi.SQE.byteSize(), Abi.SQE);
    entry.fill((byte) 0);
    entry.set(JAVA_BYTE, OPCODE, (byte) opcode);
    entry.set(JAVA_INT, FD, fd);
    entry.set(JAVA_LONG, OFFSET, offset);
    entry.set(JAVA_LONG, ADDRESS, address);
    entry.set(JAVA_INT, LENGTH, length);
    entry.set(JAVA_LONG, USER_DATA, userData);
    tail++;
    INT.setRelease(ring, tailOffset, tail);
  }

  /** Takes back what the kernel has not taken. */
  void withdraw(LongConsumer userData) {
    int head = (int) INT.getAcquire(ring, headOffset);
    int end = tail;
    tail = head;
    INT.setRelease(ring, tailOffset, tail);
    for (int i = head; i != end; i++) {
      userData.accept(entries.get(JAVA_LONG, index(i) * Abi.SQE.byteSize() + USER_DATA));
    }
  }

  /** Whether the kernel keeps completions for which the other queue had no room. */
  boolean completionsOverflowed() {
    return ((int) INT.getAcquire(ring, flagsOffset) & Abi.IORING_SQ_CQ_OVERFLOW) != 0;
  }

  private long index(int position) {
    return position & (entryCount - 1);
  }
}
