package dev.vitrine.api.connection;

import java.util.Locale;

/** How a client is connected. */
public enum Transport {
  WEBSOCKET,
  SSE,
  GRAPHQL_WEBSOCKET,
  GRAPHQL_SSE;

  /** The name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
