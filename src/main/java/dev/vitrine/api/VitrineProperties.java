package dev.vitrine.api;

import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.EngineConfig;
import dev.vitrine.engine.wal.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/**
 * What can be configured; every rule that a value breaks is reported under the value's own name.
 *
 * @param dataDir where the engine's files live
 * @param pageSize bytes of a page: a power of two, 4 KiB..64 KiB; fixed when the directory is made
 * @param poolFrames frames of the buffer pool
 * @param lruK K of the LRU-K policy
 * @param directIo bypass the operating system's page cache where the file system can
 * @param flushInterval pause between two rounds of the background flusher; zero switches it off
 * @param leaseTime how long a pin given to a client lives without renewal
 * @param durability when a change is acknowledged: {@code sync}, when it is on stable storage, or
 *     {@code interval}, at once; then it is on stable storage after {@code syncInterval}
 * @param syncInterval pause between two syncs of what nobody waits for
 * @param logSegmentSize length of a file of the log; fixed when the directory is made
 * @param checkpointSize log after which a checkpoint is taken; bounds the time of a recovery
 * @param checkpointInterval time after which a checkpoint is taken if there were changes; zero
 *     switches it off
 * @param readOnly change nothing, and open also a damaged directory, as far as it is intact
 * @param hotEventsPerSecond how many hot events (hits, misses, device calls) of one stream are told
 *     one by one in a second; what is more is counted
 * @param allowedHosts names beside the loopback ones that clients may use for this service: {@code
 *     host} for any port, or {@code host:port}
 * @param maxBody the largest request body, as sent, but for bulk loads; requests that carry the
 *     pages of a vectored write may be as large as {@link #maxVectoredBodyBytes}
 */
@ConfigurationProperties("vitrine")
@Validated
public record VitrineProperties(
    @DefaultValue("./vitrine-data") Path dataDir,
    @DefaultValue("4096") DataSize pageSize,
    @DefaultValue("4096") int poolFrames,
    @DefaultValue("2") int lruK,
    @DefaultValue("true") boolean directIo,
    @DefaultValue("200ms") Duration flushInterval,
    @DefaultValue("30s") Duration leaseTime,
    @DefaultValue("sync") LogConfig.Durability durability,
    @DefaultValue("50ms") Duration syncInterval,
    @DefaultValue("16MB") DataSize logSegmentSize,
    @DefaultValue("128MB") DataSize checkpointSize,
    @DefaultValue("5m") Duration checkpointInterval,
    @DefaultValue("false") boolean readOnly,
    @DefaultValue("1000") int hotEventsPerSecond,
    @DefaultValue List<String> allowedHosts,
    @DefaultValue("1MB") DataSize maxBody)
    implements Validator {

  static final int PAGE_BYTES_MIN = 4 * 1024;
  static final int PAGE_BYTES_MAX = 64 * 1024;
  static final int POOL_FRAMES_MIN = 4;
  static final int LRU_K_MAX = 8;
  static final Duration LEASE_TIME_MIN = Duration.ofSeconds(1);
  static final Duration LEASE_TIME_MAX = Duration.ofHours(1);
  static final Duration SYNC_INTERVAL_MIN = Duration.ofMillis(1);
  static final Duration SYNC_INTERVAL_MAX = Duration.ofMinutes(1);
  static final DataSize LOG_SEGMENT_MIN = DataSize.ofBytes(LogConfig.SEGMENT_BYTES_MIN);
  static final DataSize LOG_SEGMENT_MAX = DataSize.ofGigabytes(1);
  static final int HOT_EVENTS_MAX = 100_000;
  static final DataSize BODY_MAX = DataSize.ofGigabytes(1);

  /** Room for {@code {"page_id": 9007199254740991, "data": ""},} and some blanks. */
  private static final int JSON_BYTES_OF_A_PAGE = 64;

  /** The engine's part of it. */
  public EngineConfig engineConfig() {
    return new EngineConfig(
        dataDir,
        pageBytes(),
        poolFrames,
        lruK,
        directIo,
        flushInterval,
        leaseTime,
        logConfig(),
        readOnly);
  }

  private LogConfig logConfig() {
    return new LogConfig(
        durability,
        syncInterval,
        Math.toIntExact(logSegmentSize.toBytes()),
        LogConfig.DEFAULT.bufferBytes(),
        checkpointSize.toBytes(),
        checkpointInterval);
  }

  /** The page size in bytes. */
  public int pageBytes() {
    return Math.toIntExact(pageSize.toBytes());
  }

  /** The largest request body in bytes. */
  public int maxBodyBytes() {
    return Math.toIntExact(maxBody.toBytes());
  }

  /** The largest body of a vectored write: all of its pages in base64, and the JSON around them. */
  public int maxVectoredBodyBytes() {
    int base64Bytes = (pageBytes() + 2) / 3 * 4;
    int vectorBytes = BatchOperations.VECTOR_PAGES_MAX * (base64Bytes + JSON_BYTES_OF_A_PAGE);
    return Math.max(maxBodyBytes(), vectorBytes);
  }

  @Override
  public boolean supports(Class<?> type) {
    return type == VitrineProperties.class;
  }

  @Override
  public void validate(Object target, Errors errors) {
    VitrineProperties it = (VitrineProperties) target;
    long bytes = it.pageSize.toBytes();
    check(
        bytes >= PAGE_BYTES_MIN && bytes <= PAGE_BYTES_MAX && Long.bitCount(bytes) == 1,
        errors,
        "pageSize",
        "vitrine.page-size must be a power of two between 4KB and 64KB");
    check(
        it.poolFrames >= POOL_FRAMES_MIN && it.poolFrames <= EngineConfig.FRAMES_MAX,
        errors,
        "poolFrames",
        "vitrine.pool-frames must be between %,d and %,d"
            .formatted(POOL_FRAMES_MIN, EngineConfig.FRAMES_MAX));
    check(
        it.lruK >= 1 && it.lruK <= LRU_K_MAX,
        errors,
        "lruK",
        "vitrine.lru-k must be between 1 and " + LRU_K_MAX);
    check(
        !it.flushInterval.isNegative(),
        errors,
        "flushInterval",
        "vitrine.flush-interval must not be negative");
    check(
        it.leaseTime.compareTo(LEASE_TIME_MIN) >= 0 && it.leaseTime.compareTo(LEASE_TIME_MAX) <= 0,
        errors,
        "leaseTime",
        "vitrine.lease-time must be between 1s and 1h");
    check(
        it.syncInterval.compareTo(SYNC_INTERVAL_MIN) >= 0
            && it.syncInterval.compareTo(SYNC_INTERVAL_MAX) <= 0,
        errors,
        "syncInterval",
        "vitrine.sync-interval must be between 1ms and 1m");
    check(
        it.logSegmentSize.compareTo(LOG_SEGMENT_MIN) >= 0
            && it.logSegmentSize.compareTo(LOG_SEGMENT_MAX) <= 0
            && it.logSegmentSize.toBytes() % LogConfig.BLOCK_BYTES == 0,
        errors,
        "logSegmentSize",
        "vitrine.log-segment-size must be a multiple of 4KB between 64KB and 1GB");
    check(
        it.checkpointSize.compareTo(it.logSegmentSize) >= 0,
        errors,
        "checkpointSize",
        "vitrine.checkpoint-size must be at least vitrine.log-segment-size");
    check(
        !it.checkpointInterval.isNegative(),
        errors,
        "checkpointInterval",
        "vitrine.checkpoint-interval must not be negative");
    check(
        it.hotEventsPerSecond >= 1 && it.hotEventsPerSecond <= HOT_EVENTS_MAX,
        errors,
        "hotEventsPerSecond",
        "vitrine.hot-events-per-second must be between 1 and 100000");
    check(
        it.maxBody.toBytes() >= 2 * bytes && it.maxBody.compareTo(BODY_MAX) <= 0,
        errors,
        "maxBody",
        "vitrine.max-body must be at least twice vitrine.page-size (a page in base64 must fit)"
            + " and at most 1GB");
  }

  private static void check(boolean holds, Errors errors, String field, String message) {
    if (!holds) {
      errors.rejectValue(field, "invalid", message);
    }
  }
}
