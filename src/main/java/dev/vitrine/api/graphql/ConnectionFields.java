package dev.vitrine.api.graphql;

import dev.vitrine.api.connection.ConnectionPage;
import dev.vitrine.api.connection.ConnectionView;
import dev.vitrine.api.connection.Connections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Who watches now, and the way to close a connection. */
@Controller
final class ConnectionFields {

  /** A part of the list. */
  record ConnectionList(List<ConnectionView> items, @Nullable String nextCursor) {}

  private final Connections connections;

  ConnectionFields(Connections connections) {
    this.connections = connections;
  }

  @QueryMapping
  ConnectionList connections(@Argument @Nullable Integer limit, @Argument @Nullable String cursor) {
    long after = Math.max(0, ListPart.after(cursor, Long.MAX_VALUE));
    ConnectionPage page = ConnectionPage.of(connections, after, ListPart.limit(limit));
    Long next = page.nextAfter();
    return new ConnectionList(page.items(), next == null ? null : next.toString());
  }

  @MutationMapping
  String closeConnection(@Argument String id) {
    connections.end(id);
    return id;
  }
}
