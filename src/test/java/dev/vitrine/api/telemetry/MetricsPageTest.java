package dev.vitrine.api.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import dev.vitrine.engine.StorageEngine;
import dev.vitrine.event.EventFamily;
import dev.vitrine.event.HotVariant;
import dev.vitrine.live.stream.LiveCore;
import dev.vitrine.workload.OperationKind;
import dev.vitrine.workload.OperationProgress;
import dev.vitrine.workload.WorkloadProgress;
import dev.vitrine.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/metrics.md, the scrape and the engine tell the same. */
class MetricsPageTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(vitrine_\\w+)` \\| (\\w+) \\|([^|]*)\\| [^|]+ \\|$", Pattern.MULTILINE);
  private static final Pattern METRIC = Pattern.compile("\\b(?:vitrine|jvm|http)_\\w+");
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

  @TempDir static Path directory;
  private static RunningService service;
  private static WorkloadProgress worked;

  /** Work that has ended, so that the counters stand still. */
  @BeforeAll
  static void work() {
    service =
        new RunningService(
            directory,
            "--vitrine.pool-frames=64",
            "--vitrine.flush-interval=0",
            "--vitrine.workload=f",
            "--vitrine.workload.keys=2000",
            "--vitrine.workload.duration-seconds=1");
    Workloads workloads = service.bean(Workloads.class);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> workloads.totals().active() == 0 && workloads.list().getFirst().done() > 0);
    worked = workloads.list().getFirst();
    service.send("POST", "/api/v1/storage/pages", "");
    service.send("GET", "/api/v1/storage/pages/999999", null);
    service.send("POST", "/graphql", "{\"query\": \"mutation { createPage { pageId } }\"}");
    service.send("POST", "/graphql", "{\"query\": \"{ page(pageId: 999999) { lsn } }\"}");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Scrape scrape() {
    return new Scrape(service.get("/actuator/prometheus"));
  }

  @Test
  void thePageListsEveryMetricWithTypeAndLabels() throws IOException {
    assertThat(page()).isEqualTo(scrape().metrics());
  }

  private static SortedMap<String, String> page() throws IOException {
    SortedMap<String, String> page = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/metrics.md")));
    while (row.find()) {
      TreeSet<String> labels = new TreeSet<>();
      LABEL.matcher(row.group(3)).results().forEach(it -> labels.add(it.group(1)));
      page.put(row.group(1), row.group(2) + " " + labels);
    }
    return page;
  }

  @Test
  void theDashboardAsksForMetricsThatThereAre() throws IOException {
    List<String> queries =
        JsonPath.read(
            Files.readString(Path.of("docker/grafana/dashboards/vitrine.json")),
            "$.panels[*].targets[*].expr");
    assertThat(queries).hasSizeGreaterThan(30);
    Scrape scrape = scrape();
    for (String query : queries) {
      List<String> asked =
          METRIC.matcher(query).results().map(MatchResult::group).distinct().toList();
      assertThat(asked).as(query).isNotEmpty();
      assertThat(asked).as(query).allMatch(scrape::hasSamples);
    }
  }

  @Test
  void thePoolAndTheDiskAreTheEnginesOwnNumbers() {
    StorageEngine engine = service.bean(StorageEngine.class);
    Scrape scrape = scrape();
    assertThat(scrape.count("vitrine_pool_hits_total"))
        .isEqualTo(engine.hotCounters().total(HotVariant.PAGE_HIT))
        .isGreaterThan(1_000);
    assertThat(scrape.count("vitrine_pool_evictions_total"))
        .isEqualTo(engine.hotCounters().total(HotVariant.PAGE_EVICTED))
        .isPositive();
    Map<String, String> read = Map.of("direction", "read");
    Map<String, String> write = Map.of("direction", "write");
    assertThat(scrape.count("vitrine_disk_pages_total", read))
        .isEqualTo(engine.ioTotals().reads())
        .isEqualTo(scrape.count("vitrine_disk_latency_seconds_count", read))
        .isPositive();
    assertThat(scrape.count("vitrine_disk_bytes_total", write))
        .isEqualTo(engine.ioTotals().bytesWritten());
    assertThat(scrape.value("vitrine_disk_latency_seconds_sum", read))
        .isCloseTo(
            engine.ioTotals().readLatencyUs() / 1e6,
            within(0.01 * engine.ioTotals().readLatencyUs() / 1e6));
    assertThat(scrape.count("vitrine_pool_frames")).isEqualTo(64);
    assertThat(scrape.count("vitrine_lsn")).isEqualTo(engine.status().currentLsn());
    assertThat(scrape.count("vitrine_writable")).isEqualTo(1);
  }

  @Test
  void resettingTheDisksStatisticsResetsNoMetric() {
    Map<String, String> read = Map.of("direction", "read");
    Scrape before = scrape();
    assertThat(service.send("POST", "/api/v1/storage/io-stats/reset", "").statusCode())
        .isEqualTo(204);
    Scrape after = scrape();
    for (String name :
        new String[] {"vitrine_disk_pages_total", "vitrine_disk_latency_seconds_count"}) {
      assertThat(after.count(name, read)).isEqualTo(before.count(name, read)).isPositive();
    }
  }

  @Test
  void theWorkloadIsCountedAsItSaysItself() {
    Scrape scrape = scrape();
    for (OperationProgress operation : worked.operations()) {
      Map<String, String> kind = Map.of("kind", operation.kind().label());
      assertThat(scrape.count("vitrine_workload_operations_total", kind))
          .isEqualTo(operation.done())
          .isEqualTo(scrape.count("vitrine_workload_latency_seconds_count", kind))
          .isPositive();
    }
    assertThat(
            scrape.count(
                "vitrine_workload_operations_total", Map.of("kind", OperationKind.SCAN.label())))
        .isZero();
    assertThat(scrape.count("vitrine_workload_errors_total")).isZero();
  }

  @Test
  void theStreamsAreCountedAsTheyAre() {
    LiveCore core = service.bean(LiveCore.class);
    Scrape scrape = scrape();
    assertThat(scrape.count("vitrine_stream_entries_total", Map.of("stream", "pages")))
        .isEqualTo(core.cursor(EventFamily.PAGE).sequence())
        .isPositive();
    assertThat(scrape.count("vitrine_stream_hot_seen_total", Map.of("stream", "io")))
        .isEqualTo(core.totals(EventFamily.DISK_IO).hotSeen())
        .isPositive();
  }

  @Test
  void anOperationHasOneNameAtBothDoors() {
    Scrape scrape = scrape();
    for (String door : new String[] {"rest", "graphql"}) {
      assertThat(scrape.count("vitrine_operation_seconds_count", of(door, "createPage", "ok")))
          .isEqualTo(1);
      assertThat(
              scrape.count(
                  "vitrine_operation_seconds_count", of(door, "getPage", "page-not-found")))
          .isEqualTo(1);
    }
  }

  private static Map<String, String> of(String door, String operation, String outcome) {
    return Map.of("door", door, "operation", operation, "outcome", outcome);
  }

  @Test
  void healthTellsOfTheStorage() {
    assertThat(service.get("/actuator/health"))
        .contains("\"storage\":", "\"state\":\"open\"", "\"usable_bytes\":", "\"status\":\"UP\"");
    assertThat(service.get("/actuator/health/readiness")).contains("\"storage\":");
    assertThat(service.get("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
  }
}
