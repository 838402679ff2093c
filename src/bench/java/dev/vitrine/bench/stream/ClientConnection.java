package dev.vitrine.bench.stream;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * One WebSocket client, which holds nothing between two reads but the rest of a frame. Knows as
 * much of RFC 6455 as our servers use: whole texts, pings, the closing.
 */
final class ClientConnection {

  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final byte[] NOTHING = {};

  /** One thread reads for all. */
  private static final byte[] BYTES = new byte[1 << 18];

  private static final ByteBuffer SHARED = ByteBuffer.wrap(BYTES);

  private enum State {
    SHAKING_HANDS,
    GREETING,
    OPENING,
    OPEN
  }

  private final SocketChannel channel;
  private final Measurement measurement;
  private final String document;
  private State state = State.SHAKING_HANDS;
  private byte[] rest = NOTHING;
  private long lastNumber;

  /**
   * @param document the GraphQL subscription; empty for none
   */
  ClientConnection(SocketChannel channel, Measurement measurement, String document) {
    this.channel = channel;
    this.measurement = measurement;
    this.document = document;
  }

  void begin(String path) throws IOException {
    String protocol = document.isEmpty() ? "" : "Sec-WebSocket-Protocol: graphql-transport-ws\r\n";
    String head =
        """
        GET %s HTTP/1.1\r
        Host: 127.0.0.1\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        %s\r
        """
            .formatted(path, protocol);
    channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
  }

  boolean open() {
    return state == State.OPEN;
  }

  /** Reads nothing any more, and stays. */
  void stall(Selector selector) {
    channel.keyFor(selector).cancel();
  }

  /** Reads what has come. */
  void read() throws IOException {
    ByteBuffer buffer = SHARED.clear();
    buffer.put(rest);
    rest = NOTHING;
    if (channel.read(buffer) < 0) {
      throw new EOFException("the server closed");
    }
    buffer.flip();
    if (state == State.SHAKING_HANDS && !shakeHands(buffer)) {
      keep(buffer);
      return;
    }
    while (nextFrame(buffer)) {
      // Each is dealt with where it lies.
    }
    keep(buffer);
  }

  private void keep(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      rest = Arrays.copyOfRange(BYTES, buffer.position(), buffer.limit());
    }
  }

  /** Whether the answer's head is complete, and passed over. */
  private boolean shakeHands(ByteBuffer buffer) throws IOException {
    String head = new String(BYTES, 0, buffer.limit(), StandardCharsets.ISO_8859_1);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    if (!head.startsWith("HTTP/1.1 101")) {
      throw new IOException("refused: " + head);
    }
    buffer.position(end + 4);
    if (document.isEmpty()) {
      state = State.OPEN;
    } else {
      state = State.GREETING;
      send(TEXT, "{\"type\":\"connection_init\"}".getBytes(StandardCharsets.US_ASCII));
    }
    return true;
  }

  /** Deals with the next frame if it is there as a whole. */
  private boolean nextFrame(ByteBuffer buffer) throws IOException {
    int at = buffer.position();
    int there = buffer.remaining();
    if (there < 2) {
      return false;
    }
    int length = BYTES[at + 1] & 0x7f;
    int head = 2;
    if (length == 126) {
      head = 4;
      length = there < head ? 0 : buffer.getShort(at + 2) & 0xffff;
    }
    if (there < head + length) {
      return false;
    }
    buffer.position(at + head + length);
    frame(BYTES[at] & 0x0f, at + head, length);
    return true;
  }

  private void frame(int opcode, int at, int length) throws IOException {
    switch (opcode) {
      case TEXT -> text(at, length);
      case PING -> send(PONG, Arrays.copyOfRange(BYTES, at, at + length));
      case CLOSE -> throw new EOFException("the server says that it closes");
      default -> {}
    }
  }

  private void text(int at, int length) throws IOException {
    switch (state) {
      case GREETING -> {
        String subscribe =
            "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"" + document + "\"}}";
        state = State.OPENING;
        send(TEXT, subscribe.getBytes(StandardCharsets.US_ASCII));
      }
      case OPENING -> {
        String first = new String(BYTES, at, length, StandardCharsets.UTF_8);
        if (!first.contains("\"next\"")) {
          throw new IOException("refused: " + first);
        }
        state = State.OPEN;
      }
      case SHAKING_HANDS, OPEN -> event(new FrameText(BYTES, at, length));
    }
  }

  private void event(FrameText frame) {
    long now = FrameSource.nowMicros();
    long number = frame.number();
    if (number == FrameText.NONE) {
      measurement.gap(frame.dropped(), now);
      lastNumber = Math.max(lastNumber, frame.gapEnd());
      return;
    }
    if (measurement.frame(number, frame.dueMicros(), now) && lastNumber != 0) {
      measurement.missed(number - lastNumber - 1);
    }
    lastNumber = number;
  }

  /** Whether it got that number, or a later one, or was told that it is lost. */
  boolean reached(long number) {
    return lastNumber >= number;
  }

  /** Counts what it did not get at the end. */
  void missUntil(long newest) {
    if (lastNumber < newest) {
      measurement.missed(newest - lastNumber);
    }
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
    int sent = channel.write(frame);
    Objects.checkIndex(sent, frame.limit() + 1);
  }
}
