package dev.vitrine.engine.file.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The memory that a ring shares with the kernel, mapped until the arena closes.
 *
 * @param submissionRing head, tail and index array of the submission queue
 * @param completionRing head, tail and entries of the completion queue; the same memory where the
 *     kernel has {@code IORING_FEAT_SINGLE_MMAP}
 * @param entries the submission queue's entries
 */
record RingMemory(
    MemorySegment submissionRing, MemorySegment completionRing, MemorySegment entries) {

  static RingMemory map(SystemCalls calls, int fd, MemorySegment params, Arena arena)
      throws IOException {
    long submissionBytes = at(params, "sq_off", "array") + 4 * at(params, "sq_entries");
    long completionBytes =
        at(params, "cq_off", "cqes") + Abi.CQE.byteSize() * at(params, "cq_entries");
    long entryBytes = Abi.SQE.byteSize() * at(params, "sq_entries");
    Mapper mapper = new Mapper(calls, fd, arena);
    MemorySegment entries = mapper.map(entryBytes, Abi.IORING_OFF_SQES);
    if ((at(params, "features") & Abi.IORING_FEAT_SINGLE_MMAP) != 0) {
      MemorySegment both =
          mapper.map(Math.max(submissionBytes, completionBytes), Abi.IORING_OFF_SQ_RING);
      return new RingMemory(both, both, entries);
    }
    return new RingMemory(
        mapper.map(submissionBytes, Abi.IORING_OFF_SQ_RING),
        mapper.map(completionBytes, Abi.IORING_OFF_CQ_RING),
        entries);
  }

  private static long at(MemorySegment params, String... member) {
    return Integer.toUnsignedLong(params.get(JAVA_INT, Abi.offset(Abi.PARAMS, member)));
  }

  private record Mapper(SystemCalls calls, int fd, Arena arena) {

    @SuppressWarnings("restricted") // The address and its length are the kernel's.
    MemorySegment map(long lengthBytes, long offset) throws IOException {
      long address = calls.mmap(lengthBytes, fd, offset);
      if (address < 0) {
        throw new IOException("mapping a ring: " + Errno.text((int) -address));
      }
      return MemorySegment.ofAddress(address)
          .reinterpret(lengthBytes, arena, unmapped -> unmap(address, lengthBytes));
    }

    private void unmap(long address, long lengthBytes) {
      int result = calls.munmap(address, lengthBytes);
      if (result < 0) {
        throw new IllegalStateException("unmapping a ring: " + Errno.text(-result));
      }
    }
  }
}
