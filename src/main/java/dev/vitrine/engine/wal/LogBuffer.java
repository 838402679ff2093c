package dev.vitrine.engine.wal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The part of the log that is not in its files yet, in a ring of fixed size. Not synchronized: who
 * puts and who gets see to it that they touch different bytes.
 */
final class LogBuffer implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final MemorySegment ring;

  LogBuffer(int capacityBytes) {
    ring = arena.allocate(capacityBytes, LogLayout.BLOCK_BYTES);
  }

  long capacityBytes() {
    return ring.byteSize();
  }

  void put(long position, MemorySegment bytes) {
    long at = position % ring.byteSize();
    long first = Math.min(bytes.byteSize(), ring.byteSize() - at);
    MemorySegment.copy(bytes, 0, ring, at, first);
    MemorySegment.copy(bytes, first, ring, 0, bytes.byteSize() - first);
  }

  /** Fills the target with the bytes from {@code position} on. */
  void get(long position, MemorySegment target) {
    long at = position % ring.byteSize();
    long first = Math.min(target.byteSize(), ring.byteSize() - at);
    MemorySegment.copy(ring, at, target, 0, first);
    MemorySegment.copy(ring, 0, target, first, target.byteSize() - first);
  }

  /** Zeros behind a record, up to the next one. */
  void putZeros(long position, int count) {
    for (int i = 0; i < count; i++) {
      ring.set(ValueLayout.JAVA_BYTE, (position + i) % ring.byteSize(), (byte) 0);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
