package dev.vitrine.api.connection;

import dev.vitrine.live.stream.ClientStanding;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live connection as it is told to whoever runs the service.
 *
 * @param cursor its place in its stream, {@code epoch:sequence}; null for GraphQL
 * @param lagBytes how far that is behind the newest entry; null for GraphQL
 * @param dropped numbers that were lost to it; null for GraphQL
 */
@Schema(name = "Connection")
public record ConnectionView(
    String id,
    String transport,
    String client,
    String remoteAddress,
    @Schema(types = {"string", "null"}) @Nullable String stream,
    String filter,
    int subscriptions,
    @Schema(types = {"string", "null"}) @Nullable String cursor,
    @Schema(types = {"integer", "null"}) @Nullable Long lagBytes,
    @Schema(types = {"integer", "null"}) @Nullable Long dropped,
    long sentFrames,
    long sentBytes,
    Instant since) {

  public static ConnectionView of(LiveConnection connection) {
    ConnectionDetails details = connection.details();
    ClientStanding standing = connection.standing();
    return new ConnectionView(
        Long.toString(connection.id()),
        details.transport().wireName(),
        details.client(),
        details.remoteAddress(),
        details.stream(),
        details.filter(),
        details.stream() == null ? connection.subscriptions(0) : 1,
        standing == null ? null : standing.cursor().toString(),
        standing == null ? null : standing.lagBytes(),
        standing == null ? null : standing.dropped(),
        connection.frames(),
        connection.bytes(),
        connection.since());
  }
}
