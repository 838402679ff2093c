package dev.vitrine.engine.page;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A key to compare with keys on pages, by unsigned bytes; of two keys of which one begins with the
 * other, the shorter comes first. The first eight bytes, filled up with zeros, decide most of the
 * time and are at hand as a number. Immutable.
 */
public final class SearchKey {

  private static final ValueLayout.OfLong BIG_ENDIAN =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;
  private final long head;

  private SearchKey(byte[] bytes, long head) {
    this.bytes = bytes;
    this.head = head;
  }

  /** The array must not be changed afterwards. */
  public static SearchKey of(byte[] bytes) {
    return new SearchKey(bytes, head(bytes));
  }

  public byte[] bytes() {
    return bytes;
  }

  /**
   * Below 0, 0 or above 0, as this key is less than, equal to or greater than the one at {@code
   * at}.
   */
  int compareTo(MemorySegment memory, long at, int length) {
    long other = length >= Long.BYTES ? memory.get(BIG_ENDIAN, at) : head(memory, at, length);
    if (head != other) {
      return Long.compareUnsigned(head, other);
    }
    int common = Math.min(bytes.length, length);
    return common > Long.BYTES ? compareRest(memory, at, length, common) : bytes.length - length;
  }

  /** The first eight bytes are equal. */
  private int compareRest(MemorySegment memory, long at, int length, int common) {
    int i = Long.BYTES;
    while (i < common) {
      // The last eight bytes may overlap the ones before, which are equal.
      i = Math.min(i, common - Long.BYTES);
      long mine = (long) LONGS.get(bytes, i);
      long other = memory.get(BIG_ENDIAN, at + i);
      if (mine != other) {
        return Long.compareUnsigned(mine, other);
      }
      i += Long.BYTES;
    }
    return bytes.length - length;
  }

  private static long head(byte[] bytes) {
    if (bytes.length >= Long.BYTES) {
      return (long) LONGS.get(bytes, 0);
    }
    long head = 0;
    for (int i = 0; i < bytes.length; i++) {
      head |= (bytes[i] & 0xFFL) << (56 - 8 * i);
    }
    return head;
  }

  private static long head(MemorySegment memory, long at, int length) {
    long head = 0;
    for (int i = 0; i < length; i++) {
      head |= (memory.get(ValueLayout.JAVA_BYTE, at + i) & 0xFFL) << (56 - 8 * i);
    }
    return head;
  }
}
