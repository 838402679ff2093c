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
   * @param toSequence included; null after a restart
   * @param dropped how many; null where unknown
   */
  record Gap(
      String epoch,
      long fromSequence,
      @Nullable Long toSequence,
      @Nullable Long dropped,
      GapCause cause)
      implements Control {}

  /** The server is about to close the stream. */
  record StreamClosing(String reason) implements Control {}
}
