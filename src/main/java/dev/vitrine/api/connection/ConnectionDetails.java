package dev.vitrine.api.connection;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection when it begins.
 *
 * @param client who it is: {@code local} without authentication, {@code api-key} with it
 * @param remoteAddress where it comes from
 * @param stream the stream it reads; null for GraphQL, where each subscription names its own
 * @param filter the query parameters it asked with; empty for none
 */
public record ConnectionDetails(
    Transport transport,
    String client,
    String remoteAddress,
    @Nullable String stream,
    String filter) {}
