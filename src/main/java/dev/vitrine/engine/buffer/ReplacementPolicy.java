package dev.vitrine.engine.buffer;

/** Decides which page leaves when a frame is needed. Thread-safe; no method blocks. */
interface ReplacementPolicy {

  /** The name that {@code getBufferPool} tells. */
  String name();

  /** A page was read or written. Called for every access: it has to cost next to nothing. */
  void accessed(long pageId);

  /**
   * The same for a hit, by somebody who has the page's place in the table already.
   *
   * @param hits a count of hits, or what can stand for one: see {@link PoolMeter#countHit}
   */
  void hit(long[] chunk, int entry, long hits);

  /** A page ceased to exist. */
  void forgotten(long pageId);

  /** Logical time of the page's last access; -1 when there was none. */
  long lastAccess(long pageId);

  /** Logical time of the page's K-th last access; -1 when there were fewer. */
  long kthAccess(long pageId);
}
