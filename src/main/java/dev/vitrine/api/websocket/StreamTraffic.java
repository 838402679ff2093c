package dev.vitrine.api.websocket;

import dev.vitrine.event.EventFamily;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What went out over WebSockets, stream by stream. Thread-safe; counting never blocks. */
public final class StreamTraffic {

  /** One stream's frames, and their payload in bytes. */
  static final class Out {

    private final LongAdder frames = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void count(int payloadBytes) {
      frames.increment();
      bytes.add(payloadBytes);
    }
  }

  private final Map<EventFamily, Out> streams = new EnumMap<>(EventFamily.class);

  StreamTraffic() {
    for (EventFamily family : EventFamily.values()) {
      streams.put(family, new Out());
    }
  }

  Out of(EventFamily family) {
    Out out = streams.get(family);
    if (out == null) {
      throw new IllegalStateException("no stream for " + family);
    }
    return out;
  }

  /** Frames handed to the sockets, a batch counted once. */
  public long frames(EventFamily family) {
    return of(family).frames.sum();
  }

  /** Their payload. */
  public long bytes(EventFamily family) {
    return of(family).bytes.sum();
  }
}
