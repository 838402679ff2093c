package dev.vitrine.live.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;

/**
 * Frames of {@value #FRAME_BYTES} bytes each, so that bounds in bytes can be worked out by hand.
 */
final class FixedSizeFrames implements FrameEncoder {

  static final int FRAME_BYTES = 10;

  @Override
  public byte[] event(StorageEvent event, long sequence) {
    return new byte[FRAME_BYTES];
  }

  @Override
  public byte[] sampled(EventFamily family, Sampled sampled, long sequence) {
    return new byte[FRAME_BYTES];
  }

  @Override
  public byte[] control(Control control, long timestampMicros) {
    return new byte[FRAME_BYTES];
  }
}
