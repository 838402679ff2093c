package dev.vitrine.engine.wal;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers changes and keeps no log: a change is as durable as its page, which is stable after a
 * flush or a clean stop.
 */
public final class UnloggedChanges implements ChangeLog {

  private final AtomicLong lastLsn;

  /** Continues after {@code lastLsn}. */
  public UnloggedChanges(long lastLsn) {
    this.lastLsn = new AtomicLong(lastLsn);
  }

  @Override
  public long append(List<MemorySegment> pages) {
    return lastLsn.incrementAndGet();
  }

  @Override
  public void ensureDurable(long lsn) {
    // There is no log that could be behind a page.
  }

  @Override
  public long lastLsn() {
    return lastLsn.get();
  }

  @Override
  public String durability() {
    return "on-flush: a change is on stable storage once a requested flush of its page has been"
        + " answered, or after a clean stop";
  }
}
