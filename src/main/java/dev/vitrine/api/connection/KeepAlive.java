package dev.vitrine.api.connection;

import java.time.Duration;

/**
 * How a connection is found dead.
 *
 * @param pingEvery pause between two pings of the server
 * @param pongTimeout how long the client may answer none of them; how long it may take nothing
 *     where there are no pings
 * @param closeTimeout how long the closing may take before the connection is cut
 */
public record KeepAlive(Duration pingEvery, Duration pongTimeout, Duration closeTimeout) {

  public static final KeepAlive DEFAULT =
      new KeepAlive(Duration.ofSeconds(25), Duration.ofSeconds(60), Duration.ofSeconds(5));

  /** How often to look for a missing pong. */
  Duration checkEvery() {
    return pongTimeout.dividedBy(12);
  }
}
