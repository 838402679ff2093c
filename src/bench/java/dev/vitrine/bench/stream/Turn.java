package dev.vitrine.bench.stream;

import java.io.IOException;

/**
 * One contestant's turn: clients connect, events go out, and after a while they are measured.
 *
 * @param received what the clients got
 * @param cpuSeconds of the server's process in the time that was measured
 * @param seconds the time that was measured
 */
record Turn(Load.Received received, double cpuSeconds, double seconds) {

  /** Before anything is measured: clients that have just come are not the ones to measure. */
  private static final double WARM_SECONDS = 3;

  private static final double WARM_HZ = 100;

  /** The end of the measuring lies before the end of the events. */
  private static final double SPARE_SECONDS = 1;

  /** Has the server's code compiled, as far as a turn brings that; nobody measures it. */
  static void warmUp(Server server, Clients clients) throws IOException {
    take(server, clients, WARM_HZ, WARM_SECONDS);
  }

  static Turn take(Server server, Clients clients, double hz, double seconds) throws IOException {
    try (Load load = new Load(server.port, clients)) {
      return take(server, load, hz, seconds);
    }
  }

  static Turn take(Server server, Load load, double hz, double seconds) throws IOException {
    ProcessFigures figures = server.figures();
    server.emit(hz, WARM_SECONDS + seconds + SPARE_SECONDS);
    pass(WARM_SECONDS);
    load.begin();
    long beginNanos = System.nanoTime();
    double cpuBefore = figures.cpuSeconds();
    pass(seconds);
    double cpuSeconds = figures.cpuSeconds() - cpuBefore;
    double measured = (System.nanoTime() - beginNanos) / 1e9;
    load.end();
    return new Turn(load.received(server.emitted()), cpuSeconds, measured);
  }

  private static void pass(double seconds) throws IOException {
    try {
      Thread.sleep((long) (seconds * 1_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Processor time as a share of one processor, in percent. */
  double cpuPercent() {
    return 100 * cpuSeconds / seconds;
  }

  /** Processor time of the server for each frame that a client got, in microseconds. */
  double cpuMicrosPerFrame() {
    return 1e6 * cpuSeconds / Math.max(1, received.frames());
  }
}
