package dev.vitrine.engine;

import dev.vitrine.engine.buffer.BufferPool;
import dev.vitrine.engine.wal.LogConfig;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How to open a data directory.
 *
 * @param pageSizeBytes a power of two, 4096..65536; fixed when the directory is created
 * @param frames frames of the buffer pool, 4..{@value #FRAMES_MAX}
 * @param lruK K of the LRU-K policy, 1..8
 * @param directIo bypass the operating system's page cache where the file system can
 * @param flushInterval pause between two rounds of the background flusher; zero switches it off
 * @param leaseTime how long a lease lives without renewal
 * @param readOnly change nothing, and open what can't be opened otherwise as far as it is intact
 */
public record EngineConfig(
    Path dataDirectory,
    int pageSizeBytes,
    int frames,
    int lruK,
    boolean directIo,
    Duration flushInterval,
    Duration leaseTime,
    LogConfig log,
    boolean readOnly) {

  public static final int FRAMES_MAX = BufferPool.FRAMES_MAX;

  /** The defaults: 4 KiB pages, 4,096 frames (16 MiB), LRU-2, direct I/O. */
  public static EngineConfig of(Path dataDirectory) {
    return new EngineConfig(
        dataDirectory,
        4096,
        4096,
        2,
        true,
        Duration.ofMillis(200),
        Duration.ofSeconds(30),
        LogConfig.DEFAULT,
        false);
  }
}
