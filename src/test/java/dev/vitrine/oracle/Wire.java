package dev.vitrine.oracle;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection to the service, byte by byte. Its receive buffer is small, so that a client that
 * stops reading is felt by the server soon; it can be cut without a word.
 */
final class Wire implements AutoCloseable {

  private static final int RECEIVE_BUFFER_BYTES = 8 << 10;
  private static final int SILENCE_MILLIS_MAX = 20_000;

  private final Socket socket = new Socket();
  final DataInputStream in;
  private final OutputStream out;

  Wire(int port) throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(SILENCE_MILLIS_MAX);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4 << 10));
    out = socket.getOutputStream();
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The status of an answer; its headers are passed over. */
  int readHead() throws IOException {
    String status = readLine();
    String line = status;
    while (!line.isEmpty()) {
      line = readLine();
    }
    return Integer.parseInt(status.split(" ", 3)[1]);
  }

  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  byte[] read(int bytes) throws IOException {
    byte[] read = new byte[bytes];
    in.readFully(read);
    return read;
  }

  /** Resets the connection, as the end of a process or of a network does. Any thread. */
  void cut() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // It was closed already.
    }
    close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // Nothing is left to do with it.
    }
  }
}
