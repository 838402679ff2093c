package dev.vitrine.api.graphql;

import dev.vitrine.api.records.RecordText;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a client's messages are those of graphql-transport-ws, and with which code the connection
 * is closed if one is not. Spring's handler closes without a code, or goes on. One for each
 * connection; messages come one after the other.
 */
final class SocketProtocol {

  static final int INVALID_MESSAGE_CODE = 4400;
  static final int SUBSCRIBER_EXISTS_CODE = 4409;

  /** A longer message is no {@code complete}, unless its id is longer than any client's. */
  private static final int COMPLETE_BYTES_MAX = 1_024;

  private static final CloseStatus NOT_UTF8 =
      CloseStatus.BAD_DATA.withReason("Invalid message: a message is text in UTF-8");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final OpenOperations operations;

  SocketProtocol(OpenOperations operations) {
    this.operations = operations;
  }

  /** What is wrong with the message; empty if nothing is, and then it counts. */
  Optional<CloseStatus> breach(WebSocketMessage message) {
    if (message.getType() != WebSocketMessage.Type.TEXT) {
      return invalid("a message is text");
    }
    byte[] bytes = bytes(message.getPayload());
    String text = RecordText.text(bytes);
    if (text == null) {
      return Optional.of(NOT_UTF8);
    }
    try {
      return breach(JSON.readTree(text));
    } catch (JacksonException _) {
      return invalid("a message is one JSON object");
    }
  }

  /**
   * Whether a message of the server is the end of an operation that the client has ended itself:
   * after that it expects nothing, and a new operation may have the id by now.
   */
  boolean isUnexpected(WebSocketMessage message) {
    if (!operations.anyCancelled()
        || message.getPayload().readableByteCount() > COMPLETE_BYTES_MAX) {
      return false;
    }
    JsonNode sent = JSON.readTree(message.getPayloadAsText());
    return sent.path("type").asString("").equals("complete")
        && operations.takeCancelled(sent.path("id").asString(""));
  }

  private Optional<CloseStatus> breach(JsonNode message) {
    return switch (message.path("type").asString("")) {
      case "connection_init", "ping", "pong" ->
          isObjectOrNone(message.path("payload"))
              ? Optional.empty()
              : invalid("a payload is an object");
      case "subscribe" -> subscribe(message);
      case "complete" -> complete(message);
      default -> invalid("the type is unknown, or not a client's");
    };
  }

  private Optional<CloseStatus> subscribe(JsonNode message) {
    JsonNode id = message.path("id");
    if (!isId(id)) {
      return invalid("subscribe needs an id");
    }
    JsonNode payload = message.path("payload");
    if (payload.path("query").asString("").isBlank() || !payload.path("query").isString()) {
      return invalid("subscribe needs a payload with a query");
    }
    if (!isObjectOrNone(payload.path("variables")) || !isObjectOrNone(payload.path("extensions"))) {
      return invalid("variables and extensions are objects");
    }
    JsonNode operation = payload.path("operationName");
    if (!operation.isString() && !isNone(operation)) {
      return invalid("operationName is a string");
    }
    return operations.begin(id.stringValue())
        ? Optional.empty()
        : Optional.of(
            new CloseStatus(
                SUBSCRIBER_EXISTS_CODE,
                shortened("Subscriber for " + id.stringValue() + " already exists")));
  }

  private Optional<CloseStatus> complete(JsonNode message) {
    JsonNode id = message.path("id");
    if (!isId(id)) {
      return invalid("complete needs an id");
    }
    operations.cancel(id.stringValue());
    return Optional.empty();
  }

  private static boolean isObjectOrNone(JsonNode node) {
    return node.isObject() || isNone(node);
  }

  private static boolean isNone(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static byte[] bytes(DataBuffer payload) {
    byte[] bytes = new byte[payload.readableByteCount()];
    payload.toByteBuffer(ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static boolean isId(JsonNode id) {
    return id.isString() && !id.stringValue().isEmpty();
  }

  private static Optional<CloseStatus> invalid(String why) {
    return Optional.of(new CloseStatus(INVALID_MESSAGE_CODE, "Invalid message: " + why));
  }

  /** A close frame has room for 123 bytes. */
  private static String shortened(String reason) {
    boolean fits = reason.length() <= 120 && reason.chars().allMatch(it -> it < 128);
    return fits ? reason : "Subscriber already exists";
  }
}
