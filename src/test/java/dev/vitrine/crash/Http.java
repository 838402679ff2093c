package dev.vitrine.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Requests to the service. Thread-safe. */
final class Http implements AutoCloseable {

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, byte[] body) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** A number among the members of a JSON body, wherever it is. */
    long number(String name) {
      Matcher matcher = Pattern.compile("\"" + name + "\":(\\d+)").matcher(text());
      if (!matcher.find()) {
        throw new AssertionError("no " + name + " in " + text());
      }
      return Long.parseLong(matcher.group(1));
    }

    Answer require(int wanted) {
      if (status != wanted) {
        throw new AssertionError("%d, not %d: %s".formatted(status, wanted, text()));
      }
      return this;
    }
  }

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String STORAGE = "/api/v1/storage";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String origin;

  Http(int port) {
    this.origin = "http://127.0.0.1:" + port;
  }

  /** Asks below {@code /api/v1/storage}; fails when the connection does. */
  Answer send(String method, String path) throws IOException, InterruptedException {
    return send(method, path, new byte[0]);
  }

  Answer send(String method, String path, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(method, path, body);
    if (method.equals("GET")) {
      request.header("Accept", "application/octet-stream, application/json;q=0.5, */*;q=0.1");
    } else if (body.length > 0) {
      request.header("Content-Type", "application/octet-stream");
    }
    return send(request);
  }

  Answer sendJson(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(
        request(method, path, json.getBytes(StandardCharsets.UTF_8))
            .header("Content-Type", "application/json"));
  }

  /** All of a scan, one object a line. */
  Answer getLines(String path) throws IOException, InterruptedException {
    return send(request("GET", path, new byte[0]).header("Accept", "application/x-ndjson"));
  }

  private HttpRequest.Builder request(String method, String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(origin + STORAGE + path))
        .timeout(TIMEOUT)
        .method(
            method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.body());
  }

  boolean ready() throws InterruptedException {
    URI readiness = URI.create(origin + "/actuator/health/readiness");
    try {
      return client
              .send(
                  HttpRequest.newBuilder(readiness).timeout(TIMEOUT).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
