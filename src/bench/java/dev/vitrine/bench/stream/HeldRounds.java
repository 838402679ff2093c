package dev.vitrine.bench.stream;

import java.io.IOException;

/** Very many clients that are told little, in a new process each. */
public final class HeldRounds {

  private static final int CONNECTIONS = 10_000;
  private static final double HZ = 1;

  private HeldRounds() {}

  /** Measures for so long each time. */
  public static String run(double seconds) throws IOException {
    String missing = StreamParts.missingFiles(CONNECTIONS);
    if (!missing.isEmpty()) {
      return missing;
    }
    StringBuilder text =
        new StringBuilder(
            """

            ### %,d connections, %d bytes once a second

            | | RSS KiB each | after a collection | p50 ms | p99 ms | max ms | CPU %% of one | lost, of them told |
            |---|---|---|---|---|---|---|---|
            """
                .formatted(CONNECTIONS, FrameSource.FRAME_BYTES));
    for (Contestant contestant : Contestant.values()) {
      text.append(row(contestant, seconds));
    }
    return text.toString();
  }

  private static String row(Contestant contestant, double seconds) throws IOException {
    try (Server server = StreamParts.start(contestant)) {
      // What a process needs to serve anybody at all is not for each.
      Turn.take(server, Clients.ofWebSocket(10), 100, 1);
      server.collectGarbage();
      long before = server.figures().residentKib();
      try (Load load = new Load(server.port, Clients.ofWebSocket(CONNECTIONS))) {
        TurnSamples samples = new TurnSamples();
        samples.add("", Turn.take(server, load, HZ, Math.max(seconds, 5)));
        double each = (double) (server.figures().residentKib() - before) / CONNECTIONS;
        server.collectGarbage();
        double collected = (double) (server.figures().residentKib() - before) / CONNECTIONS;
        return "| %s | %.1f | %.1f | %s | %s | %s |\n"
            .formatted(
                contestant.title(),
                each,
                collected,
                samples.latencies(""),
                samples.cpu().spread("", "%.0f"),
                samples.losses(""));
      }
    }
  }
}
