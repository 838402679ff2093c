package dev.vitrine.api.telemetry;

import dev.vitrine.VitrineApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service as its users start it. Spring's test support would take the Prometheus registry away.
 */
public final class RunningService implements AutoCloseable {

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  public RunningService(Path directory, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--server.port=0");
    all.add("--vitrine.data-dir=" + directory.resolve("data"));
    context =
        new SpringApplicationBuilder(VitrineApplication.class).run(all.toArray(String[]::new));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public String port() {
    return context.getEnvironment().getRequiredProperty("local.server.port");
  }

  /** Sends a request; a body makes it a POST of JSON. Headers are names and values in turn. */
  public HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public String get(String path, String... headers) {
    return send("GET", path, null, headers).body();
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }
}
