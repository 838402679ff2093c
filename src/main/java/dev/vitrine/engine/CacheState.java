package dev.vitrine.engine;

/** What the buffer pool holds of a page. */
public enum CacheState {
  /** The page is in no frame. */
  NONE,
  /** A frame holds the page as it is stored. */
  CLEAN,
  /** A frame holds a newer version than the stored image. */
  DIRTY
}
