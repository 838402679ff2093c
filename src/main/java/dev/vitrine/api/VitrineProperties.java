package dev.vitrine.api;

import dev.vitrine.engine.BatchOperations;
import dev.vitrine.engine.EngineConfig;
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
 * @param allowedHosts names beside the loopback ones that clients may use for this service: {@code
 *     host} for any port, or {@code host:port}
 * @param maxBody the largest request body, as sent; requests that carry the pages of a vectored
 *     write may be as large as {@link #maxVectoredBodyBytes}
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
    @DefaultValue List<String> allowedHosts,
    @DefaultValue("1MB") DataSize maxBody)
    implements Validator {

  static final int PAGE_BYTES_MIN = 4 * 1024;
  static final int PAGE_BYTES_MAX = 64 * 1024;
  static final int POOL_FRAMES_MIN = 4;
  static final int LRU_K_MAX = 8;
  static final Duration LEASE_TIME_MIN = Duration.ofSeconds(1);
  static final Duration LEASE_TIME_MAX = Duration.ofHours(1);
  static final DataSize BODY_MAX = DataSize.ofGigabytes(1);

  /** Room for {@code {"page_id": 9007199254740991, "data": ""},} and some blanks. */
  private static final int JSON_BYTES_OF_A_PAGE = 64;

  /** The engine's part of it. */
  public EngineConfig engineConfig() {
    return new EngineConfig(
        dataDir, pageBytes(), poolFrames, lruK, directIo, flushInterval, leaseTime);
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
        it.poolFrames >= POOL_FRAMES_MIN,
        errors,
        "poolFrames",
        "vitrine.pool-frames must be " + POOL_FRAMES_MIN + " or more");
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
