package dev.vitrine.api.connection;

/**
 * Says in the log that a client is too slow: at most a line a minute, with everything since the one
 * before. Of one client, and guarded by it.
 */
final class SlowConsumerLog {

  static final long PAUSE_NANOS = 60_000_000_000L;

  private static final System.Logger LOG = System.getLogger(SlowConsumerLog.class.getName());

  private ConnectionStanding said = ConnectionStanding.NOWHERE;
  private long saidNanos;

  /** The client stands here now. */
  void note(LiveConnection client, ConnectionStanding now, long nowNanos) {
    long lost = now.droppedAsSlow() - said.droppedAsSlow();
    int closed = now.closedAsSlow() - said.closedAsSlow();
    boolean silent = said == ConnectionStanding.NOWHERE || nowNanos - saidNanos >= PAUSE_NANOS;
    if ((lost > 0 || closed > 0) && silent) {
      say(client, lost, closed);
      said = now;
      saidNanos = nowNanos;
    }
  }

  private static void say(LiveConnection client, long lost, int closed) {
    ConnectionDetails who = client.details();
    LOG.log(
        System.Logger.Level.WARNING,
        "slow client: connection {0} ({1} from {2}){3} lost {4} entries{5}",
        Long.toString(client.id()),
        who.transport().wireName(),
        who.remoteAddress(),
        who.stream() == null ? "" : " of the stream " + who.stream(),
        Long.toString(lost),
        closed == 0 ? "" : ", and " + closed + " of its streams ended, as it asked for");
  }
}
