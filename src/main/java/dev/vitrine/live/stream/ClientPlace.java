package dev.vitrine.live.stream;

/** A client's place in a stream, as others may see it. Any thread. */
public interface ClientPlace {

  /** Where it stands; where it stood last, once it has left. */
  ClientStanding standing();

  /** Whether the client has left the stream. */
  boolean left();
}
