package dev.vitrine.crash;

import java.io.IOException;

/**
 * A client that works on objects of its own, one operation after the other, and remembers what was
 * acknowledged. An operation that was under way when the service was killed may be there or not,
 * but whole. For one thread at a time.
 */
interface Actor {

  /**
   * Carries out one operation.
   *
   * @throws IOException when the service went away meanwhile
   */
  void step(Http http) throws IOException, InterruptedException;

  /**
   * Compares what is there with what was acknowledged; an {@code AssertionError} where it isn't.
   */
  void check(Http http) throws IOException, InterruptedException;

  /** Changes that were acknowledged so far; from any thread. */
  long acknowledged();
}
