package dev.vitrine.engine.disk;

import java.lang.foreign.MemorySegment;

/**
 * A way to the stored pages. Who calls {@link #read} or {@link #write} has the page's turn.
 * Blocking; thread-safe.
 */
public interface PageDoor {

  /** Reads a page; {@code checksum-failure} when it is not what was written there. */
  void read(long pageId, MemorySegment target);

  /** Writes a stamped page; stable only after {@link #sync}. */
  void write(long pageId, MemorySegment page);

  /** Makes completed writes stable; microseconds it took. A failure makes the engine read-only. */
  long sync();
}
