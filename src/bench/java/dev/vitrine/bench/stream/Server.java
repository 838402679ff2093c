package dev.vitrine.bench.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A contestant's process. */
final class Server extends ChildProcess {

  private static final List<String> FLAGS = List.of("-Xmx1g");

  final int port;

  Server(Contestant contestant, Path dataDirectory) throws IOException {
    super(
        contestant.main(),
        FLAGS,
        List.of(
            "--server.port=0", "--vitrine.data-dir=" + dataDirectory, "--logging.level.root=warn"));
    port = Integer.parseInt(hear(ServerOrders.READY));
  }

  /** Begins to emit; {@link #emitted} waits for the end. */
  void emit(double hz, double seconds) throws IOException {
    say(hz + " " + seconds);
  }

  /** The number of the last event. */
  long emitted() throws IOException {
    return Long.parseLong(hear(ServerOrders.READY));
  }

  void collectGarbage() throws IOException {
    say("gc");
    hear(ServerOrders.READY);
  }
}
