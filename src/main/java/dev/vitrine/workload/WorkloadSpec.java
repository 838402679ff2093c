package dev.vitrine.workload;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What to do, for how long and how fast.
 *
 * @param target what to work on, by the name of its {@link WorkloadTarget.Factory}
 * @param keys keys to load first, {@link #KEYS_MIN} to {@link #keysMax}
 * @param recordBytes length of each record; the target may take less than {@link #RECORD_BYTES_MAX}
 * @param threads workers, and loaders before them
 * @param targetOpsPerSecond operations to begin each second, all workers together; 0 is as many as
 *     they can
 * @param duration of the work, loading not included
 * @param seed of every random choice and of the records' bytes
 * @param keep leave what was made; otherwise it is removed at the end
 */
public record WorkloadSpec(
    String target,
    Mix mix,
    Distribution distribution,
    long keys,
    int recordBytes,
    int threads,
    long targetOpsPerSecond,
    Duration duration,
    OnError onError,
    long seed,
    boolean keep) {

  public static final long KEYS_MIN = 1;
  public static final long KEYS_MAX = 4_000_000;

  /** What the keys, those inserted later included, may take in all. */
  public static final long DATA_BYTES_MAX = 16L << 30;

  /** Key, version and eight bytes that vouch for them. */
  public static final int RECORD_BYTES_MIN = RecordContent.HEADER_BYTES + Long.BYTES;

  public static final int RECORD_BYTES_MAX = 65_536;
  public static final int THREADS_MAX = 64;
  public static final long TARGET_OPS_PER_SECOND_MAX = 10_000_000;
  public static final Duration DURATION_MIN = Duration.ofMillis(10);
  public static final Duration DURATION_MAX = Duration.ofHours(24);

  private static final double MILLIS_PER_SECOND = 1_000;

  /** {@code invalid-request}, with the {@code field} and the reason. */
  public WorkloadSpec {
    requireIn("record_bytes", recordBytes, RECORD_BYTES_MIN, RECORD_BYTES_MAX);
    requireIn("keys", keys, KEYS_MIN, keysMax(recordBytes));
    requireIn("threads", threads, 1, THREADS_MAX);
    requireIn("target_ops_per_sec", targetOpsPerSecond, 0, TARGET_OPS_PER_SECOND_MAX);
    if (duration.compareTo(DURATION_MIN) < 0 || duration.compareTo(DURATION_MAX) > 0) {
      throw outOfBounds(seconds(duration));
    }
  }

  /** The mix as YCSB has it: its distribution, 1,000-byte records; for a minute, unthrottled. */
  public static WorkloadSpec of(Mix mix, long seed) {
    return new WorkloadSpec(
        PageStoreTarget.NAME,
        mix,
        mix.defaultDistribution(),
        10_000,
        1_000,
        4,
        0,
        Duration.ofMinutes(1),
        OnError.STOP,
        seed,
        false);
  }

  /** A duration in seconds, to the millisecond; {@code invalid-request} as for any other. */
  public static Duration duration(double seconds) {
    double millis = seconds * MILLIS_PER_SECOND;
    if (millis >= DURATION_MIN.toMillis() && millis <= DURATION_MAX.toMillis()) {
      return Duration.ofMillis(Math.round(millis));
    }
    throw outOfBounds(Double.toString(seconds));
  }

  /** The most keys there can be, those inserted later included, by number and by bytes. */
  public long keysMax() {
    return keysMax(recordBytes);
  }

  /** Refuses records that are too long for a target. */
  void requireRecordsOfAtMost(int bytes) {
    requireIn("record_bytes", recordBytes, RECORD_BYTES_MIN, bytes);
  }

  static EngineException invalid(String field, String reason) {
    return new EngineException(ErrorCode.INVALID_REQUEST, reason).with("field", field);
  }

  private static long keysMax(int recordBytes) {
    return Math.min(KEYS_MAX, DATA_BYTES_MAX / recordBytes);
  }

  private static void requireIn(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw invalid(field, "%s is %d, not in %d..%d".formatted(field, value, min, max));
    }
  }

  private static EngineException outOfBounds(String durationSeconds) {
    return invalid(
        "duration_seconds",
        "duration_seconds is %s, not in %s..%s"
            .formatted(durationSeconds, seconds(DURATION_MIN), seconds(DURATION_MAX)));
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }
}
