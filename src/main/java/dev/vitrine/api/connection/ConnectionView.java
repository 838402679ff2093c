package dev.vitrine.api.connection;

import dev.vitrine.live.stream.Cursor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live connection as it is told to whoever runs the service.
 *
 * @param cursor its place in its stream, {@code epoch:sequence}; null for GraphQL
 * @param lagBytes bytes of frames that are newer than what it has; of GraphQL, in the stream of its
 *     subscriptions where they are most
 * @param dropped numbers that were lost to it, for whatever cause
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
    long lagBytes,
    long dropped,
    long sentFrames,
    long sentBytes,
    Instant since) {

  public static ConnectionView of(LiveConnection connection) {
    ConnectionDetails details = connection.details();
    ConnectionStanding standing = connection.standing();
    Cursor cursor = connection.cursor();
    return new ConnectionView(
        Long.toString(connection.id()),
        details.transport().wireName(),
        details.client(),
        details.remoteAddress(),
        details.stream(),
        details.filter(),
        details.stream() == null ? connection.subscriptions(0) : 1,
        cursor == null ? null : cursor.toString(),
        standing.lagBytes(),
        standing.dropped(),
        connection.frames(),
        connection.bytes(),
        connection.since());
  }
}
