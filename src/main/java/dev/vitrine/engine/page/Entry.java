package dev.vitrine.engine.page;

/**
 * An entry of a {@link SortedPage}, off the page.
 *
 * @param tail what follows the key: a child, a value, or an overflow reference
 * @param overflow whether it is an overflow reference
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record Entry(byte[] key, byte[] tail, boolean overflow) {

  /** What it takes on a page, its slot included. */
  public int pageBytes() {
    return pageBytes(key.length, tail.length);
  }

  /** What an entry with these lengths takes on a page, its slot included. */
  public static int pageBytes(int keyBytes, int tailBytes) {
    return PageLayout.SLOT_BYTES + EntryLayout.KEY_AT + keyBytes + tailBytes;
  }
}
