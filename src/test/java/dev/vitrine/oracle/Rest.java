package dev.vitrine.oracle;

import dev.vitrine.api.telemetry.Scrape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The service's other doors: operations, counters, state. */
final class Rest {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String origin;

  Rest(int port) {
    origin = "http://127.0.0.1:" + port;
  }

  /** What an operation answered. */
  record Answer(int status, JsonNode json) {

    boolean done() {
      return status / 100 == 2;
    }
  }

  /** Asks for an operation; the path is below {@code /api/v1/storage}. */
  Answer operation(String method, String path, byte[] body) throws IOException {
    BodyPublisher publisher =
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
    HttpResponse<String> response =
        send(
            request("/api/v1/storage" + path)
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "application/json, application/octet-stream")
                .method(method, publisher));
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").matches("application/.*json.*");
    return new Answer(
        response.statusCode(), json ? JSON.readTree(response.body()) : MissingNode.getInstance());
  }

  Answer operation(String method, String path) throws IOException {
    return operation(method, path, new byte[0]);
  }

  /** Posts JSON to any path. */
  JsonNode post(String path, String json) {
    return json(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  JsonNode get(String path) {
    return json(request(path).GET());
  }

  private static JsonNode json(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError(response + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void delete(String path) {
    try {
      send(request(path).DELETE());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode graphQl(String query) {
    return post("/graphql", JSON.writeValueAsString(Map.of("query", query)));
  }

  Scrape scrape() {
    try {
      return new Scrape(send(request("/actuator/prometheus").GET()).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path)).timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
