package dev.vitrine.api.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of connections.
 *
 * @param nextAfter the id after which the next part begins; null at the end
 */
public record ConnectionPage(List<ConnectionView> items, @Nullable Long nextAfter) {

  /** Up to {@code limit} connections with ids above {@code after}. */
  public static ConnectionPage of(Connections connections, long after, int limit) {
    List<LiveConnection> found = connections.after(after, limit + 1);
    List<LiveConnection> part = found.subList(0, Math.min(limit, found.size()));
    return new ConnectionPage(
        part.stream().map(ConnectionView::of).toList(),
        found.size() > limit ? part.getLast().id() : null);
  }
}
