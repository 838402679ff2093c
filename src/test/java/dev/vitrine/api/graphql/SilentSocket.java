package dev.vitrine.api.graphql;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A GraphQL WebSocket that says nothing: no initialisation, no pongs. */
final class SilentSocket implements AutoCloseable {

  private static final int FINAL_CLOSE_FRAME = 0x88;

  private final Socket socket;

  SilentSocket(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    String handshake =
        """
        GET /graphql HTTP/1.1
        Host: 127.0.0.1
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Protocol: graphql-transport-ws
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

        """;
    socket
        .getOutputStream()
        .write(handshake.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** The code that the server closes with, after whatever else it says. */
  int closeCode() throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    for (int matched = 0; matched < 4; ) {
      int octet = in.readUnsignedByte();
      matched = octet == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
    }
    while (in.readUnsignedByte() != FINAL_CLOSE_FRAME) {
      in.skipNBytes(in.readUnsignedByte());
    }
    in.readUnsignedByte();
    return in.readUnsignedShort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
