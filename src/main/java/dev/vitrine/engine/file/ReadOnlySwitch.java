package dev.vitrine.engine.file;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the device can no longer be trusted with writes, for good: after a failed sync nobody
 * knows which of the earlier writes are stable, so it is never retried as if it had worked.
 */
public final class ReadOnlySwitch {

  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();

  /** Makes the engine read-only; the first reason stays. */
  public void trip(String why) {
    reason.compareAndSet(null, why);
  }

  /** Why the engine is read-only; null while it is not. */
  public @Nullable String reason() {
    return reason.get();
  }

  /** Throws {@code read-only} when tripped. */
  public void requireWritable() {
    String why = reason.get();
    if (why != null) {
      throw new EngineException(ErrorCode.READ_ONLY, "the engine is read-only: " + why);
    }
  }
}
