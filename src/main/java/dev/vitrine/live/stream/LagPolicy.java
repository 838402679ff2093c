package dev.vitrine.live.stream;

/**
 * What happens to a client that lags too far: when the frames between its cursor and the newest
 * entry are more bytes than {@link StreamLimits#clientLagBytesMax}. What it replays is no lag.
 */
public enum LagPolicy {
  /** It loses the oldest entries, down to half of the bound; a gap tells it. */
  DROP_OLDEST,
  /** It loses all up to the newest entry and goes on behind it; a gap tells it. */
  LATEST,
  /** It loses nothing: its stream is closed, and it may resume. */
  DISCONNECT
}
