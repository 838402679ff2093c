package dev.vitrine.event;

import java.time.Instant;

/** The clock of events: microseconds since the Unix epoch. */
public final class EventClock {

  private EventClock() {}

  public static long nowMicros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000L + now.getNano() / 1_000;
  }
}
