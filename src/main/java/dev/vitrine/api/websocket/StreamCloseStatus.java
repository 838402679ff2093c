package dev.vitrine.api.websocket;

import dev.vitrine.live.stream.Control.StreamClosing;
import org.springframework.web.reactive.socket.CloseStatus;

/** With which code, and in which words, the server closes a stream. */
final class StreamCloseStatus {

  static final int NO_PONG_CODE = 4408;
  static final int CLOSED_BY_OPERATOR_CODE = 4403;
  static final int SLOW_CONSUMER_CODE = 4410;

  static final CloseStatus NO_PONG = new CloseStatus(NO_PONG_CODE, "no pong");
  static final CloseStatus SLOW_CONSUMER =
      new CloseStatus(SLOW_CONSUMER_CODE, StreamClosing.SLOW_CONSUMER);

  static final CloseStatus CLOSED_BY_OPERATOR =
      new CloseStatus(CLOSED_BY_OPERATOR_CODE, StreamClosing.CLOSED_BY_OPERATOR);

  private StreamCloseStatus() {}

  /** The status that goes with a stream's last word. */
  static CloseStatus of(String reason) {
    return switch (reason) {
      case StreamClosing.SLOW_CONSUMER -> SLOW_CONSUMER;
      case StreamClosing.CLOSED_BY_OPERATOR -> CLOSED_BY_OPERATOR;
      case StreamClosing.SHUTDOWN -> CloseStatus.GOING_AWAY.withReason(reason);
      default -> CloseStatus.SERVER_ERROR.withReason(reason);
    };
  }
}
