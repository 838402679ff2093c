package dev.vitrine.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.rest.FakeService;
import dev.vitrine.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.yaml.snakeyaml.Yaml;

/**
 * Run with {@code -Dvitrine.openapi.write=true} to bring {@code openapi/openapi.yaml} up to date.
 */
@SpringBootTest(
    classes = FakeService.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OpenApiDocumentTest {

  private static final Path PUBLISHED = Path.of("openapi", "openapi.yaml");

  /** The document is made when it is first asked for, which takes its time on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @LocalServerPort private int port;

  @Test
  void thePublishedDocumentIsWhatTheServiceSays() throws IOException {
    String document = get("/v3/api-docs.yaml");
    if (Boolean.getBoolean("vitrine.openapi.write")) {
      Files.createDirectories(PUBLISHED.getParent());
      Files.writeString(PUBLISHED, document);
    }
    assertThat(PUBLISHED)
        .as("openapi/openapi.yaml is stale; rewrite it with -Dvitrine.openapi.write=true")
        .hasContent(document);
  }

  @Test
  void everyOperationOfTheContractIsThereUnderItsName() {
    assertThat(operations(document()).stream().map(it -> it.get("operationId")).toList())
        .doesNotHaveDuplicates()
        .contains(
            "createPage",
            "loadPage",
            "markPageDirty",
            "resetPage",
            "verifyPageChecksum",
            "updatePageChecksum",
            "insertRecord",
            "getRecord",
            "deleteRecord",
            "updateRecord",
            "compactPage",
            "getPageFreeSpace",
            "adviseSplit",
            "splitPage",
            "adviseMerge",
            "mergePages",
            "readPage",
            "writePage",
            "allocatePage",
            "flushWrites",
            "countPages",
            "readPagesVectored",
            "writePagesVectored",
            "writePageCoalesced",
            "flushCoalescedWrites",
            "readPageUring",
            "writePageUring",
            "readPageAsync",
            "writePageAsync",
            "processAsyncOperations",
            "getAsyncOperation",
            "getIoStats",
            "resetIoStats",
            "computeChecksum",
            "getIops",
            "pinPage",
            "newPage",
            "flushPage",
            "flushAllPages",
            "unpinPage",
            "getBufferPool",
            "createRecordFile",
            "listRecordFiles",
            "getRecordFile",
            "dropRecordFile",
            "putRecord",
            "getRecordByKey",
            "deleteRecordByKey",
            "scanRecords",
            "loadRecords",
            "listRecordLoads",
            "getRecordLoad",
            "startWorkload",
            "listWorkloads",
            "getWorkload",
            "stopWorkload",
            "startVerification",
            "listVerifications",
            "getVerification",
            "cancelVerification",
            "dumpPage",
            "streamBufferPool",
            "streamLsm",
            "streamIo",
            "streamTiers",
            "streamPages",
            "streamColumnar");
  }

  @Test
  void everyOperationHasSummaryDescriptionAndOneTag() {
    for (Map<String, Object> operation : operations(document())) {
      assertThat(operation).containsKeys("summary", "description", "responses");
      assertThat((List<?>) operation.get("tags")).hasSize(1);
    }
  }

  @Test
  void propertyNamesAreInSnakeCase() {
    Map<String, Map<String, Object>> schemas = child(child(document(), "components"), "schemas");
    assertThat(schemas).containsKeys("Page", "PageInfo", "Problem", "Lease", "IoStats");
    schemas.values().stream()
        .map(it -> OpenApiDocumentTest.<Object>child(it, "properties").keySet())
        .forEach(names -> assertThat(names).allMatch(it -> it.matches("[a-z0-9_]+")));
  }

  @Test
  void nothingOfTheReactiveMachineryIsInTheDocument() {
    assertThat(get("/v3/api-docs.yaml"))
        .doesNotContain("Mono", "Flux", "ServerWebExchange", "ResponseEntity", "IfMatch");
  }

  @Test
  void swaggerUiShowsOurDocumentAndCallsNobodyElse() {
    assertThat(get("/v3/api-docs/swagger-config"))
        .contains("\"url\":\"/v3/api-docs\"", "\"validatorUrl\":\"none\"");
    assertThat(get("/webjars/swagger-ui/swagger-initializer.js")).doesNotContain("petstore");
    assertThat(get("/webjars/swagger-ui/index.html")).doesNotContain("http://", "https://");
    client()
        .get()
        .uri("/swagger-ui.html")
        .exchange()
        .expectStatus()
        .is3xxRedirection()
        .expectHeader()
        .valueMatches("Location", ".*/swagger-ui/index.html.*");
  }

  @Test
  void theBoundsOfAWorkloadAreThoseThatAreChecked() {
    Map<String, Object> request =
        child(child(child(document(), "components"), "schemas"), "WorkloadRequest");
    assertBounds(request, "keys", WorkloadSpec.KEYS_MIN, WorkloadSpec.KEYS_MAX);
    assertBounds(
        request, "record_bytes", WorkloadSpec.RECORD_BYTES_MIN, WorkloadSpec.RECORD_BYTES_MAX);
    assertBounds(request, "threads", 1, WorkloadSpec.THREADS_MAX);
    assertBounds(request, "target_ops_per_sec", 0, WorkloadSpec.TARGET_OPS_PER_SECOND_MAX);
    assertBounds(
        request,
        "duration_seconds",
        WorkloadSpec.DURATION_MIN.toMillis() / 1e3,
        (double) WorkloadSpec.DURATION_MAX.toSeconds());
    assertBounds(request, "seed", -(1L << 53) + 1, (1L << 53) - 1);
  }

  private static void assertBounds(
      Map<String, Object> schema, String property, double min, double max) {
    Map<String, Number> stated = child(child(schema, "properties"), property);
    assertThat(stated.get("minimum").doubleValue()).as(property).isEqualTo(min);
    assertThat(stated.get("maximum").doubleValue()).as(property).isEqualTo(max);
  }

  private Map<String, Object> document() {
    return new Yaml().load(get("/v3/api-docs.yaml"));
  }

  private static List<Map<String, Object>> operations(Map<String, Object> document) {
    List<Map<String, Object>> operations = new ArrayList<>();
    OpenApiDocumentTest.<Map<String, Map<String, Object>>>child(document, "paths")
        .values()
        .forEach(it -> operations.addAll(it.values()));
    return operations;
  }

  @SuppressWarnings("unchecked")
  private static <T> Map<String, T> child(Map<String, ?> parent, String name) {
    Object child = parent.get(name);
    return child == null ? Map.of() : (Map<String, T>) child;
  }

  private String get(String path) {
    return new String(
        client()
            .get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody(),
        StandardCharsets.UTF_8);
  }

  private WebTestClient client() {
    return WebTestClient.bindToServer()
        .baseUrl("http://localhost:" + port)
        .responseTimeout(PATIENCE)
        .codecs(it -> it.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
        .build();
  }
}
