package dev.vitrine.engine;

import java.util.List;

/**
 * Pages in the order of their ids.
 *
 * @param nextAfter the id to continue after, or -1 at the end
 */
public record PageListing(List<PageSummary> items, long nextAfter) {}
