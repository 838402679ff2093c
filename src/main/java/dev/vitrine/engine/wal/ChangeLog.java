package dev.vitrine.engine.wal;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The seam "log before page": the one place that every change of a page goes through. Thread-safe.
 */
public interface ChangeLog {

  /**
   * Takes a change of one or several pages as one atom, while their latches are held.
   *
   * @param pages the pages as they are after the change, headers not yet stamped
   * @return the change's log sequence number, higher than any before
   */
  long append(List<MemorySegment> pages);

  /**
   * Returns when the log is on stable storage up to {@code lsn}; called before a page is written.
   */
  void ensureDurable(long lsn);

  /** The highest number given so far. */
  long lastLsn();

  /** When an acknowledged change is on stable storage, for people. */
  String durability();
}
