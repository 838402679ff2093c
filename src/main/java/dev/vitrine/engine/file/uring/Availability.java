package dev.vitrine.engine.file.uring;

/** Whether this process can have an io_uring. */
public sealed interface Availability {

  /** It can. */
  record Available() implements Availability {}

  /**
   * It can't.
   *
   * @param reason why, in words for the operator
   */
  record Unavailable(String reason) implements Availability {}
}
