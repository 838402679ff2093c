package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.event.StorageEvent;
import java.util.Optional;
import java.util.function.Supplier;

/** What the streams ask of the engine, beside the events that it emits by itself. */
public interface EngineSource {

  /** The exact number of these events since the engine was opened, emitted or not. */
  long total(HotVariant variant);

  /**
   * A new supplier of snapshots, each of which covers the time since the one before; empty for
   * families without snapshots. The supplier is called by one thread at a time.
   */
  Optional<Supplier<StorageEvent>> openSampler(EventFamily family);
}
