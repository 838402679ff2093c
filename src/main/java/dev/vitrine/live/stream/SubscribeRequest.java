package dev.vitrine.live.stream;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked of a stream, already validated.
 *
 * @param intervalMs pace of snapshots, effective (rounded up)
 * @param events variants to let through; empty for all
 * @param pageId events about this page only; null for all
 * @param name events about this tree or table only; null for all
 * @param since where to resume; null to start at the newest
 */
public record SubscribeRequest(
    int intervalMs,
    Set<String> events,
    @Nullable Long pageId,
    @Nullable String name,
    @Nullable Cursor since,
    LagPolicy onLag) {}
