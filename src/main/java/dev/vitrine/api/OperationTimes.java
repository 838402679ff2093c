package dev.vitrine.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The timer {@code vitrine.operation}: how often each operation was asked for, through which door,
 * with what outcome, and how long it took. Thread-safe.
 */
public final class OperationTimes {

  public static final String NAME = "vitrine.operation";

  /** The outcome of an operation that did what it was asked for. */
  public static final String OK = "ok";

  private static final Duration[] BOUNDS =
      millis(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000);

  private record Key(String operation, String outcome) {}

  private final MeterRegistry meters;
  private final String door;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  /** {@code door} is {@code rest} or {@code graphql}. */
  public OperationTimes(MeterRegistry meters, String door) {
    this.meters = meters;
    this.door = door;
  }

  /** {@code outcome} is {@link #OK} or a problem's code. */
  public void record(String operation, String outcome, long nanos) {
    timers
        .computeIfAbsent(new Key(operation, outcome), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Key key) {
    return Timer.builder(NAME)
        .description("Operations by name, from the request to the answer")
        .tag("operation", key.operation())
        .tag("door", door)
        .tag("outcome", key.outcome())
        .serviceLevelObjectives(BOUNDS)
        .register(meters);
  }

  private static Duration[] millis(double... values) {
    Duration[] durations = new Duration[values.length];
    for (int i = 0; i < values.length; i++) {
      durations[i] = Duration.ofNanos((long) (values[i] * TimeUnit.MILLISECONDS.toNanos(1)));
    }
    return durations;
  }
}
