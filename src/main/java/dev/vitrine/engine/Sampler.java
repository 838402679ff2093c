package dev.vitrine.engine;

import dev.vitrine.event.StorageEvent;

/**
 * Takes snapshots that cover the interval since its own previous one. One for each interval at
 * which somebody watches; not thread-safe.
 */
public interface Sampler {

  /** The state now, with rates over the time since the last call (or since this was opened). */
  StorageEvent sample();
}
