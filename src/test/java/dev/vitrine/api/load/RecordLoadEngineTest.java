package dev.vitrine.api.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.telemetry.RunningService;
import dev.vitrine.api.telemetry.Scrape;
import dev.vitrine.engine.StorageEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bulk load into the real engine, and what comes back of it. */
class RecordLoadEngineTest {

  private static final int LINES = 200_000;
  private static final String RECORDS = "/api/v1/storage/records";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path directory;

  /** ASCII keys: their order as text is that of their bytes. */
  private static final NavigableMap<String, String> EXPECTED = new TreeMap<>();

  private static RunningService service;
  private static JsonNode load;

  @BeforeAll
  static void load() throws Exception {
    Path upload = directory.resolve("upload.csv");
    write(upload);
    service = new RunningService(directory, "--vitrine.pool-frames=1024");
    service.send("POST", RECORDS, "{\"name\": \"people\"}");
    HttpRequest request =
        HttpRequest.newBuilder(uri("/people/load"))
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofFile(upload))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      load = JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }

  /** Every key that comes twice has the later value; every hundredth value has lines of its own. */
  private static void write(Path upload) throws IOException {
    long seed = System.nanoTime();
    System.getLogger("RecordLoadEngineTest").log(System.Logger.Level.INFO, "seed {0}", seed);
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("key,value\r\n");
    for (int i = 0; i < LINES; i++) {
      String key = "key%06d".formatted(random.nextInt(LINES));
      String value = "v".repeat(random.nextInt(40)) + (i % 100 == 0 ? "\"\r\nü" : "") + i;
      csv.append(key).append(",\"").append(value.replace("\"", "\"\"")).append("\"\r\n");
      EXPECTED.put(key, value);
    }
    Files.writeString(upload, csv);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + RECORDS + path);
  }

  @Test
  void everyLineIsSettledAndCounted() {
    assertThat(load.path("state").asString()).as(load.toString()).isEqualTo("done");
    assertThat(load.path("created").asInt()).isEqualTo(EXPECTED.size());
    assertThat(load.path("replaced").asInt()).isEqualTo(LINES - EXPECTED.size());
    assertThat(load.path("refused").asInt()).isZero();
    // The header, and one more line for each value that has two.
    assertThat(load.path("settled_lines").asInt()).isEqualTo(1 + LINES + LINES / 100);
  }

  @Test
  void scansGiveItBackBothWays() throws Exception {
    scanGives("/people/entries", EXPECTED);
    scanGives("/people/entries?descending=true", EXPECTED.descendingMap());
    scanGives(
        "/people/entries?start=key05&end=key15&prefix=key1",
        EXPECTED.subMap("key1", true, "key15", false));
  }

  private static void scanGives(String path, Map<String, String> expected) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Accept", "application/x-ndjson").build();
    Iterator<Map.Entry<String, String>> due = expected.entrySet().iterator();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer = client.send(request, BodyHandlers.ofLines());
      assertThat(answer.statusCode()).isEqualTo(200);
      answer
          .body()
          .forEach(line -> {
            JsonNode record = JSON.readTree(line);
            Map.Entry<String, String> entry = due.next();
            assertThat(record.path("key").asString()).isEqualTo(entry.getKey());
            assertThat(record.path("value").asString()).isEqualTo(entry.getValue());
          });
    }
    assertThat(due.hasNext()).isFalse();
  }

  @Test
  void theFileCountsItsRecords() {
    JsonNode statistics =
        JSON.readTree(service.get(RECORDS + "/people?statistics=true")).path("statistics");
    long bytes =
        EXPECTED.entrySet().stream()
            .mapToLong(
                it -> it.getKey().length() + it.getValue().getBytes(StandardCharsets.UTF_8).length)
            .sum();
    assertThat(statistics.path("records").asInt()).isEqualTo(EXPECTED.size());
    assertThat(statistics.path("record_bytes").asLong()).isEqualTo(bytes);
  }

  @Test
  void theLogIsCountedAsItIs() {
    StorageEngine engine = service.bean(StorageEngine.class);
    service.send("POST", "/api/v1/storage/checkpoint", "");
    Scrape scrape = new Scrape(service.get("/actuator/prometheus"));
    assertThat(scrape.count("vitrine_log_records_total"))
        .isEqualTo(engine.status().log().records())
        .isGreaterThanOrEqualTo(LINES);
    assertThat(scrape.count("vitrine_log_sync_seconds_count"))
        .isEqualTo(engine.status().log().syncs())
        .isPositive();
    assertThat(scrape.value("vitrine_log_checkpoint_age_seconds", Map.of())).isBetween(0.0, 60.0);
    assertThat(scrape.count("vitrine_log_durable_lsn"))
        .isEqualTo(engine.status().log().durableLsn());
  }
}
