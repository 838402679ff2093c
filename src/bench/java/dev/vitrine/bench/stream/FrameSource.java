package dev.vitrine.bench.stream;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.LsmEvent.MemtableFlushed;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.EventJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Events on a schedule: event n of a run is due at the start and n periods, and carries that time,
 * so that whoever receives it can tell how late it is, the sender's own lateness included. An event
 * is such that its frame has {@value #FRAME_BYTES} bytes.
 */
final class FrameSource {

  static final int FRAME_BYTES = 512;

  /** The stream that they come in. */
  static final EventFamily FAMILY = EventFamily.LSM;

  static final EventJson JSON = new EventJson(EventJson.LOCAL_SOURCE);

  private long sequence;

  /** Takes an event when it is due; {@code sequence} is what it will be numbered by. */
  @FunctionalInterface
  interface Taker {
    void take(StorageEvent event, long sequence);
  }

  /** The number of the last event. */
  long emitted() {
    return sequence;
  }

  /** Emits for that long. One thread. */
  void run(double hz, double seconds, Taker taker) {
    long periodNanos = (long) (1e9 / hz);
    long events = (long) (hz * seconds);
    long startMicros = nowMicros() + 1_000;
    for (long n = 0; n < events; n++) {
      long dueMicros = startMicros + n * periodNanos / 1_000;
      long waitMicros = dueMicros - nowMicros();
      while (waitMicros > 0) {
        LockSupport.parkNanos(waitMicros * 1_000);
        waitMicros = dueMicros - nowMicros();
      }
      sequence++;
      taker.take(event(dueMicros, sequence), sequence);
    }
  }

  private static StorageEvent event(long dueMicros, long sequence) {
    MemtableFlushed bare = new MemtableFlushed("", 4_096, 1 << 20, dueMicros);
    int missing = FRAME_BYTES - JSON.event(bare, sequence).length;
    return new MemtableFlushed("t".repeat(missing), 4_096, 1 << 20, dueMicros);
  }

  /** Microseconds since the Unix epoch: the same in every process of this machine. */
  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
