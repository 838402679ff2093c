package dev.vitrine.engine.page;

import static dev.vitrine.engine.page.PageLayout.HEADER_BYTES;
import static dev.vitrine.engine.page.PageLayout.I16;
import static dev.vitrine.engine.page.PageLayout.I32;
import static dev.vitrine.engine.page.PageLayout.SLOT_BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Records of variable length on a page. The slot directory grows up from the header, records grow
 * down from the end; a slot's number is the record's handle and stays while the record lives.
 *
 * <p>Invariants: {@code HEADER_BYTES + slots * SLOT_BYTES <= upper <= size}; the bytes from {@code
 * upper} to the end are records and {@code fragmented} bytes of holes; the last slot is in use. An
 * empty record has offset {@code HEADER_BYTES}. The caller holds the page's latch.
 */
public final class SlottedPage {

  /** Answer of {@link #insert} and {@link #update} when there is no room. */
  public static final int FULL = -1;

  private final MemorySegment page;
  private final int size;

  private SlottedPage(MemorySegment page) {
    this.page = page;
    this.size = (int) page.byteSize();
  }

  public static SlottedPage of(MemorySegment page) {
    return new SlottedPage(page);
  }

  /** What an empty page of this size offers to slots and records. */
  public static int capacityBytes(int pageSizeBytes) {
    return pageSizeBytes - HEADER_BYTES;
  }

  /** The largest record that fits on an empty page of this size. */
  public static int maxRecordBytes(int pageSizeBytes) {
    return capacityBytes(pageSizeBytes) - SLOT_BYTES;
  }

  public int slotCount() {
    return Short.toUnsignedInt(page.get(I16, PageLayout.SLOT_COUNT_AT));
  }

  public int recordCount() {
    return Short.toUnsignedInt(page.get(I16, PageLayout.RECORD_COUNT_AT));
  }

  public int contiguousBytes() {
    return upper() - lower();
  }

  public int fragmentedBytes() {
    return page.get(I32, PageLayout.FRAGMENTED_AT);
  }

  public int freeBytes() {
    return contiguousBytes() + fragmentedBytes();
  }

  /** Used bytes over capacity, 0..1; slots count as used. */
  public double usedRatio() {
    int capacity = capacityBytes(size);
    return (double) (capacity - freeBytes()) / capacity;
  }

  /** The largest record that an insert would take now; -1 when not even an empty one. */
  public int maxRecordBytes() {
    return Math.max(-1, freeBytes() - newSlotBytes());
  }

  public boolean isUsed(int slot) {
    return slot >= 0 && slot < slotCount() && offset(slot) != 0;
  }

  public byte[] get(int slot) {
    return page.asSlice(offset(slot), length(slot)).toArray(ValueLayout.JAVA_BYTE);
  }

  public int length(int slot) {
    return Short.toUnsignedInt(page.get(I16, slotAt(slot) + 2));
  }

  /** Stores the record in the lowest free slot, compacting if need be. */
  public int insert(byte[] record) {
    int needed = record.length + newSlotBytes();
    if (needed > freeBytes()) {
      return FULL;
    }
    if (needed > contiguousBytes()) {
      compact();
    }
    int slot = lowestFreeSlot();
    if (slot == slotCount()) {
      setSlotCount(slot + 1);
    }
    place(slot, record);
    setRecordCount(recordCount() + 1);
    return slot;
  }

  /** Replaces a used slot's record, compacting if need be; the slot, or {@link #FULL}. */
  public int update(int slot, byte[] record) {
    int oldLength = length(slot);
    if (record.length > freeBytes() + oldLength) {
      return FULL;
    }
    if (record.length <= oldLength && record.length > 0) {
      MemorySegment.copy(record, 0, page, ValueLayout.JAVA_BYTE, offset(slot), record.length);
      setSlot(slot, offset(slot), record.length);
      setFragmented(fragmentedBytes() + oldLength - record.length);
      return slot;
    }
    setFragmented(fragmentedBytes() + oldLength);
    setSlot(slot, HEADER_BYTES, 0);
    if (record.length > contiguousBytes()) {
      compact();
    }
    place(slot, record);
    return slot;
  }

  public void delete(int slot) {
    setFragmented(fragmentedBytes() + length(slot));
    setSlot(slot, 0, 0);
    setRecordCount(recordCount() - 1);
    int slots = slotCount();
    while (slots > 0 && offset(slots - 1) == 0) {
      slots--;
    }
    setSlotCount(slots);
    if (slots == 0) {
      clear();
    }
  }

  /** Closes the holes between records; slots stay. Returns the bytes that were in holes. */
  public int compact() {
    int reclaimed = fragmentedBytes();
    int upper = size;
    MemorySegment before = MemorySegment.ofArray(page.toArray(ValueLayout.JAVA_BYTE));
    for (int slot = 0; slot < slotCount(); slot++) {
      int length = length(slot);
      if (length > 0) {
        upper -= length;
        MemorySegment.copy(before, offset(slot), page, upper, length);
        setSlot(slot, upper, length);
      }
    }
    setUpper(upper);
    setFragmented(0);
    return reclaimed;
  }

  /** Takes every record away. */
  public void clear() {
    setSlotCount(0);
    setRecordCount(0);
    setUpper(size);
    setFragmented(0);
  }

  int offset(int slot) {
    return Short.toUnsignedInt(page.get(I16, slotAt(slot)));
  }

  int upper() {
    return page.get(I32, PageLayout.UPPER_AT);
  }

  private int lower() {
    return slotAt(slotCount());
  }

  private int newSlotBytes() {
    return recordCount() < slotCount() ? 0 : SLOT_BYTES;
  }

  private int lowestFreeSlot() {
    int slots = slotCount();
    if (recordCount() == slots) {
      return slots;
    }
    int slot = 0;
    while (offset(slot) != 0) {
      slot++;
    }
    return slot;
  }

  private void place(int slot, byte[] record) {
    if (record.length == 0) {
      setSlot(slot, HEADER_BYTES, 0);
      return;
    }
    int start = upper() - record.length;
    MemorySegment.copy(record, 0, page, ValueLayout.JAVA_BYTE, start, record.length);
    setUpper(start);
    setSlot(slot, start, record.length);
  }

  static int slotAt(int slot) {
    return HEADER_BYTES + slot * SLOT_BYTES;
  }

  void setSlot(int slot, int offset, int length) {
    page.set(I16, slotAt(slot), (short) offset);
    page.set(I16, slotAt(slot) + 2, (short) length);
  }

  void setSlotCount(int count) {
    page.set(I16, PageLayout.SLOT_COUNT_AT, (short) count);
  }

  void setRecordCount(int count) {
    page.set(I16, PageLayout.RECORD_COUNT_AT, (short) count);
  }

  private void setUpper(int offset) {
    page.set(I32, PageLayout.UPPER_AT, offset);
  }

  void setFragmented(int bytes) {
    page.set(I32, PageLayout.FRAGMENTED_AT, bytes);
  }
}
