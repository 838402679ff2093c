package dev.vitrine.workload;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A number for each key, 0 at first: eight bytes a key, allocated as keys come into use. */
final class LongTable {

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK_KEYS = 1 << CHUNK_BITS;

  private final AtomicReferenceArray<AtomicLongArray> chunks;

  LongTable(long keysMax) {
    this.chunks = new AtomicReferenceArray<>(Math.toIntExact((keysMax >> CHUNK_BITS) + 1));
  }

  long get(long key) {
    AtomicLongArray chunk = chunks.get((int) (key >> CHUNK_BITS));
    return chunk == null ? 0 : chunk.get((int) (key & (CHUNK_KEYS - 1)));
  }

  void set(long key, long value) {
    int number = (int) (key >> CHUNK_BITS);
    if (chunks.get(number) == null) {
      chunks.compareAndSet(number, null, new AtomicLongArray(CHUNK_KEYS));
    }
    chunks.get(number).set((int) (key & (CHUNK_KEYS - 1)), value);
  }
}
