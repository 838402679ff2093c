package dev.vitrine.bench.stream;

import dev.vitrine.bench.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the engine gets done while its pool is watched, and while it is not. */
public final class WorkingRounds {

  private static final int[] CLIENTS = {0, 10, 100};
  private static final String STREAM = "/api/v1/ws/storage/buffer-pool";
  private static final String WORKLOAD =
      """
      {"mix": "c", "keys": 20000, "record_bytes": 100, "threads": 1, "distribution": "uniform",
       "duration_seconds": 86400}\
      """;
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String origin;

  private WorkingRounds(int port) {
    origin = "http://127.0.0.1:" + port + "/api/v1/workloads";
  }

  /** Measures in so many rounds, for so long each time. */
  public static String run(int rounds, double seconds) throws IOException {
    Samples done = new Samples();
    try (Server server = StreamParts.start(Contestant.VITRINE)) {
      WorkingRounds engine = new WorkingRounds(server.port);
      String workload = engine.start();
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < CLIENTS.length; i++) {
          int clients = CLIENTS[(round + i) % CLIENTS.length];
          done.add(Integer.toString(clients), engine.rate(server, workload, clients, seconds));
        }
      }
    }
    StringBuilder text =
        new StringBuilder(
            """

            ### The engine, watched

            | clients | reads a second | to nobody |
            |---|---|---|
            """);
    for (int clients : CLIENTS) {
      String name = Integer.toString(clients);
      text.append(
          "| %s | %s | %s |\n"
              .formatted(
                  name, done.spread(name, "%,.0f"), clients == 0 ? "" : done.ratios(name, "0")));
    }
    return text.toString();
  }

  private String start() throws IOException {
    JsonNode started =
        JSON.readTree(
            send(
                HttpRequest.newBuilder(URI.create(origin))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(WORKLOAD))));
    String workload = started.get("name").stringValue();
    while (!progress(workload).get("phase").stringValue().equals("running")) {
      pass(0.2);
    }
    return workload;
  }

  private double rate(Server server, String workload, int clients, double seconds)
      throws IOException {
    if (clients == 0) {
      return rate(workload, seconds);
    }
    Clients watching = new Clients(STREAM, clients, 0, Clients.Subscriptions.NONE);
    try (Load _ = new Load(server.port, watching)) {
      return rate(workload, seconds);
    }
  }

  private double rate(String workload, double seconds) throws IOException {
    pass(1);
    long before = progress(workload).get("done").longValue();
    long beginNanos = System.nanoTime();
    pass(seconds);
    long after = progress(workload).get("done").longValue();
    return (after - before) * 1e9 / (System.nanoTime() - beginNanos);
  }

  private JsonNode progress(String workload) throws IOException {
    return JSON.readTree(send(HttpRequest.newBuilder(URI.create(origin + "/" + workload))));
  }

  private String send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void pass(double seconds) throws IOException {
    try {
      Thread.sleep((long) (seconds * 1_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
