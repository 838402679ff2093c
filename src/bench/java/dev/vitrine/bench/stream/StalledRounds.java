package dev.vitrine.bench.stream;

import java.io.IOException;
import java.util.List;

/** What one client that reads nothing does to the others, beside the same twice without it. */
public final class StalledRounds {

  private static final int CONNECTIONS = 500;
  private static final double HZ = 100;
  private static final String ONCE = "500 clients";
  private static final String AGAIN = "500 clients again";
  private static final String STALLED = "500 clients and one that reads nothing";

  private StalledRounds() {}

  /** Measures in so many rounds, for so long each time. */
  public static String run(int rounds, double seconds) throws IOException {
    TurnSamples samples = new TurnSamples();
    List<String> names = List.of(ONCE, AGAIN, STALLED);
    try (Server server = StreamParts.start(Contestant.VITRINE)) {
      Turn.warmUp(server, Clients.ofWebSocket(CONNECTIONS));
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < names.size(); i++) {
          String name = names.get((round + i) % names.size());
          Clients clients = Clients.ofWebSocket(CONNECTIONS);
          samples.add(
              name,
              Turn.take(
                  server, name.equals(STALLED) ? clients.withStalled(1) : clients, HZ, seconds));
        }
      }
    }
    StringBuilder text =
        new StringBuilder(
            """

            ### A client that reads nothing

            | | p50 ms | p99 ms | max ms | p99 to the first | CPU %% of one | CPU to the first | lost, of them told |
            |---|---|---|---|---|---|---|---|
            """
                .formatted());
    for (String name : names) {
      boolean first = name.equals(ONCE);
      text.append(
          "| %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  samples.latencies(name),
                  first ? "" : samples.p99().ratios(name, ONCE),
                  samples.cpu().spread(name, "%.0f"),
                  first ? "" : samples.cpu().ratios(name, ONCE),
                  samples.losses(name)));
    }
    return text.toString();
  }
}
