package dev.vitrine.api.graphql;

import org.jspecify.annotations.Nullable;

/**
 * What an event subscription yields.
 *
 * @param cursor the place in the stream after this frame
 * @param sequence the entry's number; null for snapshots and control frames
 * @param source the node that tells it
 * @param event an event, a tally or a control record
 */
record EventFrame(
    String cursor, @Nullable Long sequence, long timestampUs, String source, Object event) {}
