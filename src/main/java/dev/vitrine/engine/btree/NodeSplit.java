package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Two halves of the entries of a page that would be too full.
 *
 * @param separator keys from this one on belong to the right half
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record NodeSplit(List<Entry> left, byte[] separator, List<Entry> right) {

  /** In the middle by bytes. */
  static NodeSplit inTheMiddle(boolean leaf, List<Entry> entries) {
    int total = Node.bytes(entries);
    int before = 0;
    int at = 0;
    // Up to the entry that has the middle in it, and with it when more of it is before the middle.
    while (at < entries.size() - 1) {
      int bytes = entries.get(at).pageBytes();
      if (at > 0 && 2 * before + bytes > total) {
        break;
      }
      before += bytes;
      at++;
    }
    return at(leaf, entries, at);
  }

  /** So that the left half stays as it was before its last entry came. */
  static NodeSplit ascending(boolean leaf, List<Entry> entries) {
    int moved = leaf ? 1 : 2;
    return at(leaf, entries, entries.size() - moved);
  }

  private static NodeSplit at(boolean leaf, List<Entry> entries, int at) {
    List<Entry> left = List.copyOf(entries.subList(0, at));
    List<Entry> right = new ArrayList<>(entries.subList(at, entries.size()));
    if (leaf) {
      return new NodeSplit(left, between(left.getLast().key(), right.getFirst().key()), right);
    }
    Entry first = right.getFirst();
    right.set(0, new Entry(Node.LEAST_KEY, first.tail(), false));
    return new NodeSplit(left, first.key(), right);
  }

  /** The shortest key that is above {@code low} and not above {@code high}. */
  static byte[] between(byte[] low, byte[] high) {
    int common = Arrays.mismatch(low, high);
    return Arrays.copyOf(high, common + 1);
  }
}
