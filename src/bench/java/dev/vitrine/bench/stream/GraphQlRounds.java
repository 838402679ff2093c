package dev.vitrine.bench.stream;

import dev.vitrine.bench.stream.Clients.Subscriptions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same events as GraphQL subscriptions, beside the frames of the WebSocket. */
public final class GraphQlRounds {

  private static final int CONNECTIONS = 1_000;
  private static final double HZ = 10;
  private static final String FRAMES = "WebSocket";
  private static final Map<String, Clients> CLIENTS = new LinkedHashMap<>();

  static {
    CLIENTS.put(FRAMES, Clients.ofWebSocket(CONNECTIONS));
    CLIENTS.put("GraphQL, identical", Clients.ofGraphQl(CONNECTIONS, Subscriptions.IDENTICAL));
    CLIENTS.put("GraphQL, all different", Clients.ofGraphQl(CONNECTIONS, Subscriptions.DIFFERENT));
  }

  private GraphQlRounds() {}

  /** Measures in so many rounds, for so long each time. */
  public static String run(int rounds, double seconds) throws IOException {
    TurnSamples samples = new TurnSamples();
    List<String> names = List.copyOf(CLIENTS.keySet());
    try (Server server = StreamParts.start(Contestant.VITRINE)) {
      for (Clients clients : CLIENTS.values()) {
        Turn.take(server, clients, HZ, seconds);
      }
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < names.size(); i++) {
          String name = names.get((round + i) % names.size());
          samples.add(name, Turn.take(server, CLIENTS.get(name), HZ, seconds));
        }
      }
    }
    StringBuilder text =
        new StringBuilder(
            """

            ### %,d GraphQL subscriptions, %.0f events a second

            | | p50 ms | p99 ms | max ms | CPU µs a frame | to the WebSocket | lost, of them told |
            |---|---|---|---|---|---|---|
            """
                .formatted(CONNECTIONS, HZ));
    for (String name : names) {
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  samples.latencies(name),
                  samples.cpuPerFrame().spread(name, "%.1f"),
                  name.equals(FRAMES) ? "" : samples.cpuPerFrame().ratios(name, FRAMES),
                  samples.losses(name)));
    }
    return text.toString();
  }
}
