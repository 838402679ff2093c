package dev.vitrine.engine.page;

import static dev.vitrine.engine.page.PageLayout.HEADER_BYTES;
import static dev.vitrine.engine.page.PageLayout.I16;
import static dev.vitrine.engine.page.PageLayout.I32;
import static dev.vitrine.engine.page.PageLayout.I64;
import static dev.vitrine.engine.page.PageLayout.I8;
import static dev.vitrine.engine.page.PageLayout.SLOT_BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads of a {@link SortedPage} that begins anywhere in a memory, with and without its latch:
 * nothing is allocated but what is returned. On bytes that are a mix of two versions the answers
 * are wrong, or an {@link IndexOutOfBoundsException} is thrown; every method comes to an end.
 */
public final class SortedReads {

  private static final int LENGTH_MASK = 0xFFFF;

  private SortedReads() {}

  public static int typeCode(MemorySegment memory, long base) {
    return memory.get(I8, base + PageLayout.TYPE_AT);
  }

  /** Entries on the page; never more than a page of this size has room for. */
  public static int count(MemorySegment memory, long base, int size) {
    int count = Short.toUnsignedInt(memory.get(I16, base + PageLayout.SLOT_COUNT_AT));
    return Math.min(count, (size - HEADER_BYTES) / SLOT_BYTES);
  }

  /** What entries and their slots take. */
  public static int usedBytes(MemorySegment memory, long base, int size) {
    return count(memory, base, size) * SLOT_BYTES
        + size
        - memory.get(I32, base + PageLayout.UPPER_AT)
        - memory.get(I32, base + PageLayout.FRAGMENTED_AT);
  }

  /** The key's index, or minus the index where it would be, minus one. */
  public static int find(MemorySegment memory, long base, int size, SearchKey key) {
    return find(memory, base, 0, count(memory, base, size), key);
  }

  /** On an inner page, whose first key stands for the least one: the child a key belongs to. */
  public static int childIndex(MemorySegment memory, long base, int size, SearchKey key) {
    int found = find(memory, base, 1, count(memory, base, size), key);
    return found >= 0 ? found : -found - 2;
  }

  /** The child that the greatest key below this one belongs to. */
  public static int childIndexBelow(MemorySegment memory, long base, int size, SearchKey key) {
    int found = find(memory, base, 1, count(memory, base, size), key);
    return found >= 0 ? found - 1 : -found - 2;
  }

  private static int find(MemorySegment memory, long base, int from, int to, SearchKey key) {
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long at = entryAt(memory, base, middle);
      int compared = key.compareTo(memory, at + EntryLayout.KEY_AT, keyLength(memory, at));
      if (compared == 0) {
        return middle;
      }
      if (compared > 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  /** Below 0, 0 or above 0, as {@code key} is less than, equal to or greater than the entry's. */
  public static int compare(SearchKey key, MemorySegment memory, long base, int index) {
    long at = entryAt(memory, base, index);
    return key.compareTo(memory, at + EntryLayout.KEY_AT, keyLength(memory, at));
  }

  public static byte[] key(MemorySegment memory, long base, int index) {
    long at = entryAt(memory, base, index);
    return copy(memory, at + EntryLayout.KEY_AT, keyLength(memory, at));
  }

  /** What follows the entry's key. */
  public static byte[] tail(MemorySegment memory, long base, int index) {
    int slot = slot(memory, base, index);
    long at = base + (slot & LENGTH_MASK);
    int skipped = EntryLayout.KEY_AT + keyLength(memory, at);
    return copy(memory, at + skipped, Math.max(0, (slot >>> Short.SIZE) - skipped));
  }

  /** Whether what follows the key is an overflow reference. */
  public static boolean overflow(MemorySegment memory, long base, int index) {
    return memory.get(I16, entryAt(memory, base, index) + EntryLayout.KEY_LENGTH_AT) < 0;
  }

  /** On an inner page: the page below the entry. */
  public static long child(MemorySegment memory, long base, int index) {
    long at = entryAt(memory, base, index);
    return memory.get(I64, at + EntryLayout.KEY_AT + keyLength(memory, at));
  }

  public static Entry entry(MemorySegment memory, long base, int index) {
    return new Entry(
        key(memory, base, index), tail(memory, base, index), overflow(memory, base, index));
  }

  /** What the entry takes, its slot included. */
  public static int entryBytes(MemorySegment memory, long base, int index) {
    return (slot(memory, base, index) >>> Short.SIZE) + SLOT_BYTES;
  }

  private static byte[] copy(MemorySegment memory, long at, int length) {
    byte[] bytes = new byte[length];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
    return bytes;
  }

  /** Offset in the low half, length in the high one. */
  private static int slot(MemorySegment memory, long base, int index) {
    return memory.get(I32, base + HEADER_BYTES + (long) index * SLOT_BYTES);
  }

  private static long entryAt(MemorySegment memory, long base, int index) {
    return base + (slot(memory, base, index) & LENGTH_MASK);
  }

  private static int keyLength(MemorySegment memory, long at) {
    return memory.get(I16, at + EntryLayout.KEY_LENGTH_AT) & ~EntryLayout.OVERFLOW & LENGTH_MASK;
  }
}
