package dev.vitrine.live.stream;

/**
 * The bounds of one stream.
 *
 * @param retainedEntriesMax entries kept for those who resume; a power of two
 * @param retainedBytesMax bytes of frames kept for those who resume
 * @param clientLagBytesMax how far, in bytes of frames, a client may fall behind the newest entry,
 *     beyond what it still replays
 * @param queuedEventsMax events between the engine and the stream; a power of two
 * @param hotEntriesPerSecond how many hot events become entries in any one second
 */
public record StreamLimits(
    int retainedEntriesMax,
    long retainedBytesMax,
    long clientLagBytesMax,
    int queuedEventsMax,
    int hotEntriesPerSecond) {

  /** What the service runs with. */
  public static final StreamLimits DEFAULT =
      new StreamLimits(1 << 16, 16L << 20, 1L << 20, 1 << 16, 1_000);

  /** The same with another budget of hot events. */
  public StreamLimits withHotEntriesPerSecond(int entries) {
    return new StreamLimits(
        retainedEntriesMax, retainedBytesMax, clientLagBytesMax, queuedEventsMax, entries);
  }

  public StreamLimits {
    requirePowerOfTwo("retainedEntriesMax", retainedEntriesMax);
    requirePowerOfTwo("queuedEventsMax", queuedEventsMax);
    if (retainedBytesMax < 1 || clientLagBytesMax < 1 || hotEntriesPerSecond < 1) {
      throw new IllegalArgumentException("limits are positive: " + this);
    }
  }

  private static void requirePowerOfTwo(String name, int value) {
    if (value < 2 || Integer.bitCount(value) != 1) {
      throw new IllegalArgumentException(name + " is a power of two of at least 2, not " + value);
    }
  }
}
