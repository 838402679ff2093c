package dev.vitrine.api.graphql;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the Unix epoch, as the engine counts time. */
final class Micros {

  static final double PER_SECOND = 1e6;

  private Micros() {}

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
