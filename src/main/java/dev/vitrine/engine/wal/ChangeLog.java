package dev.vitrine.engine.wal;

import dev.vitrine.event.StorageEvent;
import java.util.List;

/**
 * The seam "log before page": the one place that every change of a page goes through. Thread-safe.
 */
public interface ChangeLog {

  /** A stretch of work that a checkpoint waits for. */
  interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins work that appends a change and then brings it to where a checkpoint looks for it: a
   * dirty frame, a pending image, the page file, the allocation map.
   */
  Work begin();

  /**
   * Takes a change of one or several pages as one atom, while their latches or turns are held.
   *
   * @param events what to tell of it, in this order, once the change is durable
   * @return the change's log sequence number, higher than any before
   */
  long append(List<PageVersion> pages, List<? extends StorageEvent> events);

  /**
   * Returns when the log is on stable storage up to {@code lsn}; called before a page is written.
   */
  void ensureDurable(long lsn);

  /**
   * Returns when a change may be acknowledged to whoever asked for it: when it is on stable
   * storage, unless the configured durability asks for less. No latch or turn is held.
   */
  void awaitAcknowledgeable(long lsn);

  /** The highest number given so far. */
  long lastLsn();

  /** When an acknowledged change is on stable storage, for people. */
  String durability();
}
