package dev.vitrine.engine.btree;

import dev.vitrine.engine.page.Entry;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** A page of a tree, off the page, as a change of the tree's shape is to leave it. */
final class Node {

  static final byte[] LEAST_KEY = new byte[0];

  /** As an id: the page is yet to be created. */
  static final long NEW = 0;

  private final boolean leaf;
  private final long pageId;

  /** What an entry that leads here has after its key; set once the page is created. */
  private final byte[] reference = new byte[Long.BYTES];

  private final List<Entry> before;
  private List<Entry> entries;

  Node(long pageId, boolean leaf, List<Entry> entries) {
    this.pageId = pageId;
    this.leaf = leaf;
    this.before = List.copyOf(entries);
    this.entries = entries;
    setReference(pageId);
  }

  static Node created(boolean leaf, List<Entry> entries) {
    return new Node(NEW, leaf, new ArrayList<>(entries));
  }

  /** An existing page's id, or {@link #NEW}. */
  long pageId() {
    return pageId;
  }

  boolean leaf() {
    return leaf;
  }

  /** Whether the entries are not those it was made with. */
  boolean changed() {
    return !before.equals(entries);
  }

  List<Entry> entries() {
    return entries;
  }

  int bytes() {
    return bytes(entries);
  }

  static int bytes(List<Entry> entries) {
    int bytes = 0;
    for (Entry entry : entries) {
      bytes += entry.pageBytes();
    }
    return bytes;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  void become(List<Entry> others) {
    entries = new ArrayList<>(others);
  }

  void insert(int index, Entry entry) {
    entries.add(index, entry);
  }

  void remove(int index) {
    entries.remove(index);
    if (!leaf && index == 0 && !entries.isEmpty()) {
      entries.set(0, new Entry(LEAST_KEY, entries.getFirst().tail(), false));
    }
  }

  void replace(int index, Entry entry) {
    entries.set(index, entry);
  }

  /** An entry of the level above that leads here. */
  Entry entryFor(byte[] separator) {
    return new Entry(separator, reference, false);
  }

  /** The page's id; of a created one, once it has it. */
  long reference() {
    return MemorySegment.ofArray(reference).get(TreeLayout.I64, 0);
  }

  /** The page has got its id. */
  void setReference(long id) {
    MemorySegment.ofArray(reference).set(TreeLayout.I64, 0, id);
  }

  /** The page below an entry of an inner page. */
  static long child(Entry entry) {
    return MemorySegment.ofArray(entry.tail()).get(TreeLayout.I64, 0);
  }
}
