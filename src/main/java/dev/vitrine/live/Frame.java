package dev.vitrine.live;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Sampled;
import org.jspecify.annotations.Nullable;

/** A frame, read back. */
public sealed interface Frame {

  /** The node that told it. */
  String source();

  /** An event; a snapshot has no {@code sequence}. */
  record OfEvent(StorageEvent event, String source, @Nullable Long sequence) implements Frame {}

  /** A tally of hot events. */
  record OfSampled(EventFamily family, Sampled sampled, String source, @Nullable Long sequence)
      implements Frame {}

  /** A word of the stream about itself. */
  record OfControl(Control control, long timestampMicros, String source) implements Frame {}
}
