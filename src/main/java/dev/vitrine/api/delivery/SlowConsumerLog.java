package dev.vitrine.api.delivery;

import dev.vitrine.api.connection.ConnectionDetails;
import dev.vitrine.api.connection.LiveConnection;

/**
 * Says in the log that a client is too slow: at most once a minute, with everything since the line
 * before. Of one client, and used by its channel's event loop only.
 */
final class SlowConsumerLog {

  static final long PAUSE_NANOS = 60_000_000_000L;

  private static final System.Logger LOG = System.getLogger(SlowConsumerLog.class.getName());

  private final LiveConnection connection;
  private long logged;
  private long loggedNanos = System.nanoTime() - PAUSE_NANOS;

  SlowConsumerLog(LiveConnection connection) {
    this.connection = connection;
  }

  /** The client has lost so many numbers, in all, because it is slow. */
  void lost(long numbers) {
    if (numbers > logged) {
      lost(numbers, System.nanoTime());
    }
  }

  private void lost(long numbers, long nowNanos) {
    if (nowNanos - loggedNanos >= PAUSE_NANOS) {
      ConnectionDetails who = connection.details();
      LOG.log(
          System.Logger.Level.WARNING,
          "slow client: connection {0} ({1} from {2}) of the stream {3} lost {4} entries",
          Long.toString(connection.id()),
          who.transport().wireName(),
          who.remoteAddress(),
          who.stream(),
          Long.toString(numbers - logged));
      logged = numbers;
      loggedNanos = nowNanos;
    }
  }

  /** The client is closed because it is slow and wants no loss. */
  void closed() {
    ConnectionDetails who = connection.details();
    LOG.log(
        System.Logger.Level.WARNING,
        "slow client: connection {0} ({1} from {2}) of the stream {3} is closed, as it asked to be",
        Long.toString(connection.id()),
        who.transport().wireName(),
        who.remoteAddress(),
        who.stream());
  }
}
