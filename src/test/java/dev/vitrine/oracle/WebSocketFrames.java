package dev.vitrine.oracle;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The client's side of RFC 6455, as far as the service needs it: texts, pings, the closing. */
final class WebSocketFrames {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final Wire wire;

  WebSocketFrames(Wire wire) {
    this.wire = wire;
  }

  /** Upgrades the connection; a refusal is an {@link AssertionError}. */
  void shakeHands(String pathAndQuery, @Nullable String protocol) throws IOException {
    wire.send(
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        %s\r
        """
            .formatted(
                pathAndQuery,
                protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n"));
    int status = wire.readHead();
    if (status != 101) {
      throw new AssertionError("the upgrade of " + pathAndQuery + " was refused: " + status);
    }
  }

  void sendText(String text) throws IOException {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next text; {@link EOFException} once the server has closed. */
  byte[] nextText() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (true) {
      int first = wire.in.readUnsignedByte();
      byte[] payload = wire.read(length());
      switch (first & 0x0f) {
        case TEXT, CONTINUATION -> {
          text.write(payload);
          if ((first & 0x80) != 0) {
            return text.toByteArray();
          }
        }
        case PING -> send(PONG, payload);
        case PONG -> {}
        case CLOSE -> {
          send(CLOSE, payload);
          throw new EOFException("closed with " + new String(payload, StandardCharsets.UTF_8));
        }
        default -> throw new AssertionError("an unknown frame: " + first);
      }
    }
  }

  private int length() throws IOException {
    int length = wire.in.readUnsignedByte();
    return switch (length) {
      case 126 -> wire.in.readUnsignedShort();
      case 127 -> Math.toIntExact(wire.in.readLong());
      default -> length;
    };
  }

  /** Masked with zeros: it must be masked, it need not be hidden. */
  private void send(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) (0x80 | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    frame.putInt(0).put(payload).flip();
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    wire.send(bytes);
  }
}
