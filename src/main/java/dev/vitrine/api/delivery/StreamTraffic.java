package dev.vitrine.api.delivery;

import dev.vitrine.event.EventFamily;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What went out to the clients, stream by stream, and how long it had been on its way. Any thread;
 * counting never blocks.
 */
public final class StreamTraffic {

  private static final long LATENCY_MICROS_MAX = 3_600_000_000L;
  private static final int LATENCY_DIGITS = 2;

  /** One stream's frames, their bytes as sent, and how old they were. */
  static final class Out {

    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final ConcurrentHistogram latencies =
        new ConcurrentHistogram(1, LATENCY_MICROS_MAX, LATENCY_DIGITS);

    void count(int sentBytes) {
      frames.increment();
      bytes.add(sentBytes);
    }

    /** A frame reached its socket this long after what it tells had happened. */
    void late(long micros) {
      latencies.recordValue(Math.clamp(micros, 1, LATENCY_MICROS_MAX));
    }
  }

  private final Map<EventFamily, Out> streams = new EnumMap<>(EventFamily.class);

  public StreamTraffic() {
    for (EventFamily family : EventFamily.values()) {
      streams.put(family, new Out());
    }
  }

  Out of(EventFamily family) {
    return Objects.requireNonNull(streams.get(family));
  }

  /** Frames handed to the sockets, a batch counted once. */
  public long frames(EventFamily family) {
    return of(family).frames.sum();
  }

  /** Their bytes, as sent. */
  public long bytes(EventFamily family) {
    return of(family).bytes.sum();
  }

  /** Microseconds from an event, or a snapshot, to the socket of each client. */
  public Map<EventFamily, Histogram> latencies() {
    Map<EventFamily, Histogram> copies = new LinkedHashMap<>();
    streams.forEach((family, out) -> copies.put(family, out.latencies.copy()));
    return copies;
  }
}
