package dev.vitrine.api;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Sends exactly the bytes given, as no well-behaved client would, and reads all that comes. */
public final class RawHttp {

  private static final int TIMEOUT_MS = 10_000;

  private RawHttp() {}

  /** The answer's head and body as text; the request should ask for {@code Connection: close}. */
  public static String send(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes pieces until the server closes or {@code piecesMax} are sent; how many were sent. */
  public static int pour(int port, String head, String piece, int piecesMax) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
      for (int sent = 0; sent < piecesMax; sent++) {
        try {
          out.write(bytes);
        } catch (SocketException closedByServer) {
          return sent;
        }
      }
      return piecesMax;
    }
  }
}
