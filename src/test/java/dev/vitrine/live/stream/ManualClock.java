package dev.vitrine.live.stream;

/** A clock that stands still until it is told to go on. */
final class ManualClock implements StreamClock {

  private static final long EPOCH_MICROS_AT_START = 1_763_886_000_000_000L;

  private long nanos = 1_000_000;

  void advanceMillis(long millis) {
    nanos += millis * 1_000_000;
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long epochMicros() {
    return EPOCH_MICROS_AT_START + nanos / 1_000;
  }
}
