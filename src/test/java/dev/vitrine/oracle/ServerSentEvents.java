package dev.vitrine.oracle;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Server-sent events in a chunked answer, one after the other. */
final class ServerSentEvents {

  /**
   * One event.
   *
   * @param event its type; empty where none is given
   * @param id empty where none is given
   */
  record Event(String event, String id, String data) {}

  private final Wire wire;
  private byte[] chunk = new byte[0];
  private int at;

  ServerSentEvents(Wire wire) {
    this.wire = wire;
  }

  /** Passes over the answer's head; a refusal is an {@link AssertionError}. */
  void open() throws IOException {
    int status = wire.readHead();
    if (status != 200) {
      throw new AssertionError("the events were refused: " + status);
    }
  }

  /** The next event with data; {@link EOFException} at the end of the answer. */
  Event next() throws IOException {
    String event = "";
    String id = "";
    StringBuilder data = new StringBuilder();
    while (true) {
      String line = line();
      if (line.isEmpty() && !(event.isEmpty() && data.isEmpty())) {
        return new Event(event, id, data.toString());
      } else if (line.startsWith("event:")) {
        event = line.substring(6).strip();
      } else if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = nextByte(); b != '\n'; b = nextByte()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private int nextByte() throws IOException {
    if (at == chunk.length) {
      int length = Integer.parseInt(wire.readLine(), 16);
      if (length == 0) {
        throw new EOFException("the answer ended");
      }
      chunk = wire.read(length);
      at = 0;
      wire.readLine();
    }
    return chunk[at++];
  }
}
