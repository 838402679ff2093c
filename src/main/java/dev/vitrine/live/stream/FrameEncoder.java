package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;

/** Turns what a stream tells into the bytes that clients receive. Any thread; never blocks. */
public interface FrameEncoder {

  /** The sequence number of a frame that has none. */
  long NO_SEQUENCE = 0;

  /** The frame of an event, or of a snapshot when {@code sequence} is {@link #NO_SEQUENCE}. */
  byte[] event(StorageEvent event, long sequence);

  /** The frame of a tally in the stream of {@code family}. */
  byte[] sampled(EventFamily family, Sampled sampled, long sequence);

  /** The frame of a control item. */
  byte[] control(Control control, long timestampMicros);
}
