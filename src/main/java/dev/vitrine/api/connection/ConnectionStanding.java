package dev.vitrine.api.connection;

import dev.vitrine.live.stream.ClientStanding;

/**
 * Where a connection stands in the streams that it reads.
 *
 * @param lagBytes bytes of frames that are newer than what it has, in the stream with the most
 * @param dropped numbers lost to it since it came, in streams that it has left as well
 * @param droppedAsSlow those lost because it is slow
 * @param closedAsSlow streams that were ended for it because it is slow and wants no loss
 */
record ConnectionStanding(long lagBytes, long dropped, long droppedAsSlow, int closedAsSlow) {

  static final ConnectionStanding NOWHERE = new ConnectionStanding(0, 0, 0, 0);

  /** With a stream that it reads. */
  ConnectionStanding reading(ClientStanding place) {
    return with(place, Math.max(lagBytes, place.lagBytes()));
  }

  /** With a stream that it has left. */
  ConnectionStanding left(ClientStanding place) {
    return with(place, lagBytes);
  }

  private ConnectionStanding with(ClientStanding place, long lag) {
    return new ConnectionStanding(
        lag,
        dropped + place.dropped(),
        droppedAsSlow + place.droppedAsSlow(),
        closedAsSlow + (place.closedAsSlow() ? 1 : 0));
  }
}
