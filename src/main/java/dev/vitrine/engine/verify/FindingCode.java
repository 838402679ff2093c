package dev.vitrine.engine.verify;

/** What a verification can find; {@code docs/verifier.md} says of each what to do. */
public enum FindingCode {
  /** A page can't be read from the device, or lies beyond the end of the file. */
  PAGE_UNREADABLE,
  /** The bytes of a page are not those that were written: its checksum does not match. */
  PAGE_DAMAGED,
  /** There is no page of this program and format in a page's place. */
  PAGE_FOREIGN,
  /** An intact page lies in the place of another. */
  PAGE_MISPLACED,
  /** The slot directory of a page and its records disagree. */
  PAGE_SLOTS_WRONG,
  /** A page's frame in memory is damaged, or clean and not what is stored. */
  FRAME_WRONG,
  /** A page is newer than the end of the log. */
  PAGE_NEWER_THAN_LOG,
  /** The allocation map has a page in use that says itself that it is free. */
  USED_PAGE_SAYS_FREE,
  /** The allocation map has a page free that says itself that it is in use. */
  FREE_PAGE_SAYS_USED,
  /** The allocation map and a page disagree about its type. */
  TYPE_MISMATCH,
  /** The allocation map and a page, or an object and its page, disagree about the owner. */
  OWNER_MISMATCH,
  /** A page in use belongs to an object from which it can't be reached. */
  PAGE_LOST,
  /** Two objects, or two places of one, have the same page. */
  PAGE_OWNED_TWICE,
  /** An object's pages do not make up what they should. */
  OBJECT_WRONG,
  /** The free list, the counts and the allocation map in memory disagree. */
  FREE_LIST_WRONG,
  /** The page file is missing, foreign, cut short or without a usable header. */
  PAGE_FILE_WRONG,
  /** The control file is missing or can't be used. */
  CONTROL_FILE_WRONG,
  /** A file of the log has no usable header, or is another store's. */
  LOG_FILE_WRONG,
  /** Records of the log are gone or can't be read. */
  LOG_DAMAGED,
  /** A change in the log does not continue the version of the page that there is. */
  LOG_CHAIN_BROKEN,
  /** A note: a page is not as it should be in the file, and the log has it. */
  REPAIRED_BY_LOG,
  /** A note: a page that is free is damaged, which harms nothing: it is written anew when used. */
  FREE_PAGE_DAMAGED,
  /** A note: one of the two blocks of the control file is damaged; the other one is in force. */
  CONTROL_BLOCK_DAMAGED,
  /** A note: a file of the log that is of no use, as a crash can leave it. */
  LOG_FILE_UNUSED,
  /** A note: the directory was never finished, as a crash can leave it; the next start does so. */
  CREATION_UNFINISHED,
  /** A note: a file that is none of Vitrine's. */
  UNKNOWN_FILE
}
