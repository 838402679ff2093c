package dev.vitrine.engine.buffer;

import dev.vitrine.engine.wal.ChangeLog;
import dev.vitrine.engine.wal.PageVersion;
import dev.vitrine.event.StorageEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers changes and keeps none of them: a pool without a log behind it. */
public final class NumberedChanges implements ChangeLog {

  private final AtomicLong lastLsn = new AtomicLong();

  @Override
  public Work begin() {
    return () -> {};
  }

  @Override
  public long append(List<PageVersion> pages, List<? extends StorageEvent> events) {
    return lastLsn.incrementAndGet();
  }

  @Override
  public void ensureDurable(long lsn) {
    // Nothing is kept.
  }

  @Override
  public void awaitAcknowledgeable(long lsn) {
    // Nothing is kept.
  }

  @Override
  public long lastLsn() {
    return lastLsn.get();
  }

  @Override
  public String durability() {
    return "none";
  }
}
