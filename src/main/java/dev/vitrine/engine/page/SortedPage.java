package dev.vitrine.engine.page;

import static dev.vitrine.engine.page.PageLayout.HEADER_BYTES;
import static dev.vitrine.engine.page.PageLayout.I16;
import static dev.vitrine.engine.page.PageLayout.I32;
import static dev.vitrine.engine.page.PageLayout.SLOT_BYTES;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries on a slotted page in the order of their keys: slot <i>i</i> holds the <i>i</i>-th
 * smallest key, so slots move when entries come and go, and none is ever free. Everything that
 * holds for a {@link SlottedPage} holds. The caller has the page's exclusive latch; for reading see
 * {@link SortedReads}.
 */
public final class SortedPage {

  private final MemorySegment page;
  private final SlottedPage slots;
  private final int size;

  private SortedPage(MemorySegment page) {
    this.page = page;
    this.slots = SlottedPage.of(page);
    this.size = (int) page.byteSize();
  }

  public static SortedPage of(MemorySegment page) {
    return new SortedPage(page);
  }

  public int count() {
    return slots.slotCount();
  }

  /** What entries and their slots take. */
  public int usedBytes() {
    return SlottedPage.capacityBytes(size) - slots.freeBytes();
  }

  /** The entry's index, or minus the index where it would be, minus one. */
  public int find(SearchKey key) {
    return SortedReads.find(page, 0, size, key);
  }

  public Entry get(int index) {
    return SortedReads.entry(page, 0, index);
  }

  /** What the entry takes, its slot included. */
  public int entryBytes(int index) {
    return slots.length(index) + SLOT_BYTES;
  }

  public boolean overflow(int index) {
    return SortedReads.overflow(page, 0, index);
  }

  /** Every entry, in order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(count());
    for (int i = 0; i < count(); i++) {
      entries.add(get(i));
    }
    return entries;
  }

  /**
   * The bytes in holes that will be closed to put this entry in, new or in the place of the one at
   * {@code index}; 0 when there is room without.
   */
  public int holesClosedFor(int index, Entry entry) {
    int bytes = entry.pageBytes() - SLOT_BYTES;
    if (index < 0) {
      return bytes + SLOT_BYTES > slots.contiguousBytes() ? slots.fragmentedBytes() : 0;
    }
    int before = slots.length(index);
    return bytes > before && bytes > slots.contiguousBytes() ? slots.fragmentedBytes() + before : 0;
  }

  /** Puts an entry where it belongs; there must be room for it. */
  public void insert(int index, Entry entry) {
    int last = slots.insert(bytes(entry));
    if (last == SlottedPage.FULL) {
      throw new IllegalStateException(
          "an entry of %d bytes, %d are free".formatted(entry.pageBytes(), slots.freeBytes()));
    }
    int slot = page.get(I32, SlottedPage.slotAt(last));
    moveSlots(index, index + 1, last - index);
    page.set(I32, SlottedPage.slotAt(index), slot);
  }

  /** Puts another entry of the same key in an entry's place; there must be room for it. */
  public void replace(int index, Entry entry) {
    if (slots.update(index, bytes(entry)) == SlottedPage.FULL) {
      throw new IllegalStateException(
          "an entry of %d bytes, %d are free".formatted(entry.pageBytes(), slots.freeBytes()));
    }
  }

  public void remove(int index) {
    int count = count();
    slots.setFragmented(slots.fragmentedBytes() + slots.length(index));
    moveSlots(index + 1, index, count - index - 1);
    page.set(I32, SlottedPage.slotAt(count - 1), 0);
    slots.setSlotCount(count - 1);
    slots.setRecordCount(count - 1);
    if (count == 1) {
      slots.clear();
    }
  }

  /** Makes these the page's entries; what is the same stays where it is. They must fit. */
  public void become(List<Entry> entries) {
    removeOthers(entries);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      boolean there = i < count() && Arrays.equals(get(i).key(), entry.key());
      if (!there) {
        insert(i, entry);
      }
    }
  }

  private void removeOthers(List<Entry> entries) {
    int next = entries.size() - 1;
    for (int i = count() - 1; i >= 0; i--) {
      Entry mine = get(i);
      while (next >= 0 && Arrays.compareUnsigned(entries.get(next).key(), mine.key()) > 0) {
        next--;
      }
      if (next < 0 || !same(entries.get(next), mine)) {
        remove(i);
      }
    }
  }

  private static boolean same(Entry one, Entry other) {
    return one.overflow() == other.overflow()
        && Arrays.equals(one.key(), other.key())
        && Arrays.equals(one.tail(), other.tail());
  }

  private void moveSlots(int from, int to, int count) {
    MemorySegment.copy(
        page,
        HEADER_BYTES + (long) from * SLOT_BYTES,
        page,
        HEADER_BYTES + (long) to * SLOT_BYTES,
        (long) count * SLOT_BYTES);
  }

  private static byte[] bytes(Entry entry) {
    int keyLength = entry.key().length;
    byte[] bytes = new byte[EntryLayout.KEY_AT + keyLength + entry.tail().length];
    MemorySegment.ofArray(bytes)
        .set(
            I16,
            EntryLayout.KEY_LENGTH_AT,
            (short) (keyLength | (entry.overflow() ? EntryLayout.OVERFLOW : 0)));
    System.arraycopy(entry.key(), 0, bytes, EntryLayout.KEY_AT, keyLength);
    System.arraycopy(entry.tail(), 0, bytes, EntryLayout.KEY_AT + keyLength, entry.tail().length);
    return bytes;
  }
}
