package dev.vitrine.live.stream;

/**
 * Where a client stands in its stream.
 *
 * @param cursor the last number that it was told of, or that was passed over for it
 * @param lagBytes bytes of frames between there and the newest entry
 * @param dropped numbers that were lost to it, for whatever cause
 * @param droppedAsSlow those lost because it is slow
 * @param closedAsSlow whether it is closed because it is slow and wants no loss
 */
public record ClientStanding(
    Cursor cursor, long lagBytes, long dropped, long droppedAsSlow, boolean closedAsSlow) {}
