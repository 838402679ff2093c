package dev.vitrine.live.stream;

import java.util.Map;

/**
 * A stream in numbers, since it began.
 *
 * @param clients subscribed now
 * @param entries numbered so far
 * @param hotSeen hot events that the engine counted
 * @param hotDelivered hot events among the entries
 * @param snapshots handed to clients
 * @param gaps told to clients, by cause
 * @param dropped numbers lost to clients, by cause
 */
public record StreamTotals(
    int clients,
    long entries,
    long hotSeen,
    long hotDelivered,
    long snapshots,
    Map<GapCause, Long> gaps,
    Map<GapCause, Long> dropped) {}
