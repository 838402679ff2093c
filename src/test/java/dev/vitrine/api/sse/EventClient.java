package dev.vitrine.api.sse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events from a plain socket, by the rules and not by a library. */
final class EventClient implements AutoCloseable {

  /** An event; without an id, the client's stays as it is. */
  record Event(@Nullable String id, String name, String data) {
    JsonNode frame() {
      return new JsonMapper().readTree(data);
    }
  }

  private static final int TIMEOUT_MS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final String head;
  private int comments;
  private int chunkLeft;
  private boolean ended;

  EventClient(int port, String pathAndQuery, String... headers) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.getOutputStream().write(request(pathAndQuery, headers));
    in = new BufferedInputStream(socket.getInputStream());
    StringBuilder lines = new StringBuilder();
    for (String line = rawLine(); !line.isEmpty(); line = rawLine()) {
      lines.append(line).append('\n');
    }
    head = lines.toString();
  }

  static byte[] request(String pathAndQuery, String... headers) {
    StringBuilder request =
        new StringBuilder("GET " + pathAndQuery + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  String head() {
    return head;
  }

  /** The next event; comments and the retry time are passed over. */
  Event next() throws IOException {
    String id = null;
    String name = "message";
    String data = null;
    while (true) {
      String line = line();
      if (line.isEmpty() && data != null) {
        return new Event(id, name, data);
      }
      if (line.startsWith(":")) {
        comments++;
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
  }

  /** Reads on until so many comments have come. */
  void awaitComments(int count) throws IOException {
    while (comments < count) {
      if (line().startsWith(":")) {
        comments++;
      }
    }
  }

  /** Whether the answer ends here. */
  boolean atEnd() throws IOException {
    return octet() < 0 && ended;
  }

  /** All that comes until the connection ends, or the body has its length. */
  String rest() throws IOException {
    socket.shutdownOutput();
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = octet(); octet != '\n'; octet = octet()) {
      if (octet < 0) {
        throw new IOException("the answer ended in the middle: " + line);
      }
      line.append((char) octet);
    }
    return line.toString();
  }

  /** The next byte of the chunked body; -1 at its end. */
  private int octet() throws IOException {
    if (chunkLeft == 0 && !ended) {
      String size = rawLine();
      chunkLeft = Integer.parseInt(size.isEmpty() ? rawLine() : size, 16);
      ended = chunkLeft == 0;
    }
    if (ended) {
      return -1;
    }
    chunkLeft--;
    return in.read();
  }

  private String rawLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the connection ended: " + line);
      }
      if (octet != '\r') {
        line.append((char) octet);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
