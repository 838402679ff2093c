package dev.vitrine.live.stream;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The two clocks a stream reads: one to measure with, one to tell. */
public interface StreamClock {

  /** Monotonic time in nanoseconds; only differences mean anything. */
  long nanoTime();

  /** Microseconds since the Unix epoch. */
  long epochMicros();

  /** The clocks of this machine. */
  StreamClock SYSTEM =
      new StreamClock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long epochMicros() {
          return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        }
      };
}
