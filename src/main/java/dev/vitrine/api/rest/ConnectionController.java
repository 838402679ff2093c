package dev.vitrine.api.rest;

import static dev.vitrine.api.ProblemCode.CONNECTION_NOT_FOUND;

import dev.vitrine.api.Limits;
import dev.vitrine.api.connection.ConnectionPage;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.openapi.Answers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who watches now, and the way to close a connection. */
@RestController
@RequestMapping(path = ConnectionController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "operations", description = "Who is connected to the live streams.")
final class ConnectionController {

  static final String PATH = "/api/v1/ops/connections";

  private final Connections connections;

  ConnectionController(Connections connections) {
    this.connections = connections;
  }

  @GetMapping
  @Operation(
      summary = "List live connections",
      description =
          "WebSockets, server-sent events and GraphQL subscriptions, the oldest first: who it is,"
              + " what it watches, how far it is behind, what it was sent and what it lost.")
  @Answers(success = "A part of the list.")
  ConnectionListView listConnections(
      @Parameter(description = "The most items to answer.")
          @RequestParam(defaultValue = Limits.LISTING_DEFAULT)
          @Min(value = 1, message = Limits.LISTING)
          @Max(value = Limits.LISTING_MAX, message = Limits.LISTING)
          int limit,
      @Parameter(description = "The next_cursor of the part before; none for the start.")
          @RequestParam(required = false)
          @Min(value = 0, message = Limits.NOT_NEGATIVE)
          @Nullable Long cursor) {
    ConnectionPage page = ConnectionPage.of(connections, cursor == null ? 0 : cursor, limit);
    Long next = page.nextAfter();
    return new ConnectionListView(page.items(), next == null ? null : next.toString());
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Close a live connection",
      description =
          "The client is told: by StreamClosing with the reason closed_by_operator on a stream,"
              + " then a WebSocket closes with 4403 and an answer of events ends; GraphQL"
              + " subscriptions over server-sent events complete. A client may connect again.")
  @Answers(success = "It is told to go.", problems = CONNECTION_NOT_FOUND)
  void closeConnection(
      @Parameter(description = "The connection's id, from the list.") @PathVariable String id) {
    connections.end(id);
  }
}
