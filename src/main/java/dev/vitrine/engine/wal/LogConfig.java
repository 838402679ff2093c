package dev.vitrine.engine.wal;

import java.time.Duration;

/**
 * How the log is kept.
 *
 * @param syncInterval at {@link Durability#INTERVAL}: what is acknowledged is durable after this at
 *     the latest
 * @param segmentBytes length of a log file, a multiple of 4096, at least 64 KiB; fixed when the
 *     directory is made
 * @param bufferBytes log that can wait in memory to be written, a multiple of 4096
 * @param checkpointBytes log after which a checkpoint is taken; bounds the time of recovery
 * @param checkpointInterval time after which a checkpoint is taken when something changed; zero
 *     switches it off
 */
public record LogConfig(
    Durability durability,
    Duration syncInterval,
    int segmentBytes,
    int bufferBytes,
    long checkpointBytes,
    Duration checkpointInterval) {

  /** Sizes are multiples of this. */
  public static final int BLOCK_BYTES = LogLayout.BLOCK_BYTES;

  /** The smallest segment, and the smallest buffer. */
  public static final int SEGMENT_BYTES_MIN = 64 * 1024;

  /** When a change is acknowledged. */
  public enum Durability {
    /** When it is on stable storage. */
    SYNC,
    /** At once; it is on stable storage after the sync interval. */
    INTERVAL
  }

  /** Sync, segments of 16 MiB, a checkpoint after 128 MiB of log or five minutes. */
  public static final LogConfig DEFAULT =
      new LogConfig(
          Durability.SYNC,
          Duration.ofMillis(50),
          16 << 20,
          8 << 20,
          128L << 20,
          Duration.ofMinutes(5));
}
