package dev.vitrine.live.stream;

import org.jspecify.annotations.Nullable;

/** What the stream says about itself to one client. */
public sealed interface Control {

  /** The first frame: the subscription is in place; the next entry has a higher number. */
  record StreamOpened(String stream, String epoch, long sequence, int intervalMs, boolean resumed)
      implements Control {}

  /** The cursor moved with nothing to show, or nothing was sent for a while. */
  record Progress(String epoch, long sequence) implements Control {}

  /**
   * Entries are lost to this client.
   *
   * @param epoch the epoch that the lost numbers belong to: after a restart the one before
   * @param toSequence included; null after a restart
   * @param dropped how many numbers, those that a filter would have hidden included; null where
   *     unknown
   */
  record Gap(
      String epoch,
      long fromSequence,
      @Nullable Long toSequence,
      @Nullable Long dropped,
      GapCause cause)
      implements Control {}

  /** The server is about to close the stream. */
  record StreamClosing(String reason) implements Control {

    /** The client was too slow and had asked to be disconnected rather than to lose entries. */
    public static final String SLOW_CONSUMER = "slow_consumer";

    /** Somebody who runs the service closed the connection. */
    public static final String CLOSED_BY_OPERATOR = "closed_by_operator";

    /** The service is going down. */
    public static final String SHUTDOWN = "shutdown";
  }
}
