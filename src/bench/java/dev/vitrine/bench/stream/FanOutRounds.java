package dev.vitrine.bench.stream;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The same frames to many clients, by us and by others. */
public final class FanOutRounds {

  private static final double HZ = 100;
  private static final int[] CONNECTIONS = {100, 500, 1_000, 2_000};

  private FanOutRounds() {}

  /** Measures in so many rounds, for so long each time. */
  public static String run(int rounds, double seconds) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """

            ### %d bytes, %.0f times a second

            | connections | | p50 ms | p99 ms | max ms | CPU %% of one | CPU to bare Netty | lost, of them told |
            |---|---|---|---|---|---|---|---|
            """
                .formatted(FrameSource.FRAME_BYTES, HZ));
    Map<Contestant, Server> servers = new EnumMap<>(Contestant.class);
    try {
      for (Contestant contestant : Contestant.values()) {
        Server server = StreamParts.start(contestant);
        servers.put(contestant, server);
        Turn.warmUp(server, Clients.ofWebSocket(CONNECTIONS[0]));
      }
      for (int connections : CONNECTIONS) {
        text.append(StreamParts.missingFiles(connections));
        text.append(rows(servers, connections, rounds, seconds));
      }
    } finally {
      servers.values().forEach(Server::close);
    }
    return text.toString();
  }

  private static String rows(
      Map<Contestant, Server> servers, int connections, int rounds, double seconds)
      throws IOException {
    TurnSamples samples = new TurnSamples();
    Contestant[] all = Contestant.values();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < all.length; i++) {
        Contestant next = all[(round + i) % all.length];
        Clients clients = Clients.ofWebSocket(connections);
        samples.add(next.name(), Turn.take(servers.get(next), clients, HZ, seconds));
      }
    }
    StringBuilder rows = new StringBuilder();
    for (Contestant contestant : all) {
      String ratio =
          contestant == Contestant.NETTY
              ? ""
              : samples.cpu().ratios(contestant.name(), Contestant.NETTY.name());
      rows.append(
          "| %,d | %s | %s | %s | %s |\n"
              .formatted(
                  connections,
                  contestant.title(),
                  samples.latencies(contestant.name()),
                  samples.cpu().spread(contestant.name(), "%.0f") + " | " + ratio,
                  samples.losses(contestant.name())));
    }
    return rows.toString();
  }
}
