package dev.vitrine.engine;

import java.time.Instant;

/**
 * A pin given to a client for a while. It holds the page in its frame, and the version of the page
 * that was current when the lease was given.
 *
 * @param id opaque, unguessable
 * @param lsn the version that the lease holds
 * @param hit whether the page was in the pool already
 */
public record Lease(String id, long pageId, long lsn, boolean hit, Instant expiresAt) {}
