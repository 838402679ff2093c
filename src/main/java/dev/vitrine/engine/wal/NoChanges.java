package dev.vitrine.engine.wal;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import dev.vitrine.event.StorageEvent;
import java.util.List;

/** Stands for the log where nothing may be changed: whoever tries gets {@code read-only}. */
public record NoChanges(long lastLsn) implements ChangeLog {

  @Override
  public Work begin() {
    return () -> {};
  }

  @Override
  public long append(List<PageVersion> pages, List<? extends StorageEvent> events) {
    throw new EngineException(ErrorCode.READ_ONLY, "the engine is open for reading only");
  }

  @Override
  public void ensureDurable(long lsn) {
    // Everything there is was read from stable storage.
  }

  @Override
  public void awaitAcknowledgeable(long lsn) {
    // Nothing was changed.
  }

  @Override
  public String durability() {
    return "read-only: nothing is changed";
  }
}
