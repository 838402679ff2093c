package dev.vitrine.engine.page;

/**
 * Where everything in an entry of a {@link SortedPage} is: byte offsets from where the entry
 * begins. {@code docs/formats/record-files.md} draws the same; a test compares the two.
 */
public final class EntryLayout {

  /** Length of the key in the low 15 bits, {@link #OVERFLOW} in the highest. */
  public static final int KEY_LENGTH_AT = 0;

  /** The key; what belongs to it follows and fills the rest of the entry. */
  public static final int KEY_AT = 2;

  /** In the word at {@link #KEY_LENGTH_AT}: what follows the key is an overflow reference. */
  public static final int OVERFLOW = 0x8000;

  /** On inner pages the id of the child follows the key. */
  public static final int CHILD_BYTES = Long.BYTES;

  private EntryLayout() {}
}
