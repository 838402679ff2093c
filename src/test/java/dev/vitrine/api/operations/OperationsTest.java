package dev.vitrine.api.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vitrine.VitrineApplication;
import dev.vitrine.api.operations.Doors.Answer;
import dev.vitrine.engine.StorageEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Walks {@link Operations} through one running service: each done and refused, at both doors. */
@SpringBootTest(
    classes = VitrineApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class OperationsTest {

  private static final String NO_URING = "io-uring-unavailable";

  @TempDir static Path directory;
  @LocalServerPort private int port;
  @Autowired private StorageEngine engine;
  @Autowired private MeterRegistry meters;
  private Doors doors;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("vitrine.data-dir", () -> directory.resolve("data").toString());
    registry.add("vitrine.flush-interval", () -> "0");
    // Each operation's event is to be heard, however fast the ones before it were.
    registry.add("vitrine.hot-events-per-second", () -> "100000");
  }

  static List<Operation> operations() {
    return Stream.of(Operations.PAGES, Operations.IO, Operations.BUFFER_POOL)
        .flatMap(List::stream)
        .toList();
  }

  @BeforeEach
  void connect() {
    doors = new Doors(port);
  }

  @Test
  void noNumberIsMissing() {
    assertThat(operations())
        .extracting(Operation::number)
        .isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
  }

  private interface Ask {
    Answer of(Operation operation, Store store) throws Exception;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isDoneByRest(Operation operation) throws Exception {
    isDone(operation, doors::rest, operation.status());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isDoneByGraphQl(Operation operation) throws Exception {
    isDone(operation, doors::graphQl, 200);
  }

  private void isDone(Operation operation, Ask door, int status) throws Exception {
    try (EventWatch events = new EventWatch(port)) {
      Store store = Store.fill(engine);
      events.catchUp(engine);
      store.make(operation.given());
      Answer answer = door.of(operation, store);
      if (isUring(operation) && answer.code().equals(NO_URING)) {
        return;
      }
      assertThat(answer.code()).as(answer.toString()).isEmpty();
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      if (operation.event() != null) {
        Store answered = store.with(Map.of("answer", answer.pageId()));
        events.hear(operation.event().stream().map(answered::in).toList());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isRefusedByRest(Operation operation) throws Exception {
    Store store = Store.fill(engine).with(operation.wrong());
    if (operation.takesNothing()) {
      isRefused(operation, doors.restInUnknownForm(operation, store), "not-acceptable");
    } else {
      isRefused(operation, doors.rest(operation, store), operation.code());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void isRefusedByGraphQl(Operation operation) throws Exception {
    Store store = Store.fill(engine).with(operation.wrong());
    if (operation.takesNothing()) {
      isRefused(operation, doors.graphQlWithUnknownArgument(operation), "invalid-request");
    } else {
      isRefused(operation, doors.graphQl(operation, store), operation.code());
    }
  }

  private static void isRefused(Operation operation, Answer answer, String code) {
    if (isUring(operation) && answer.code().equals(NO_URING)) {
      return;
    }
    assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
  }

  /** Not every kernel has it; where it is refused, that must be the answer to everything. */
  private static boolean isUring(Operation operation) {
    return operation.name().endsWith("Uring");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hasTheSameNameEverywhere(Operation operation) throws Exception {
    assertThat(operationIdOf(operation)).isEqualTo(operation.name());
    assertThat(fieldsOf(operation.graphQl().startsWith("mutation") ? "mutation" : "query"))
        .contains(operation.name());
    assertThat(operation.graphQl()).contains(operation.name());

    doors.rest(operation, Store.fill(engine).with(operation.wrong()));
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() ->
            assertThat(
                    meters.find("http.server.requests").tag("operation", operation.name()).timer())
                .isNotNull());
  }

  private List<String> fieldsOf(String kind) throws Exception {
    String document = "{ __schema { %sType { fields { name } } } }".formatted(kind);
    return doors.graphQl(document).json().findValuesAsString("name");
  }

  /** The document has other names for the parts of a path. */
  private String operationIdOf(Operation operation) throws Exception {
    String path = shape(Doors.BASE + operation.path());
    JsonNode paths = doors.get("/v3/api-docs").path("paths");
    return paths
        .propertyStream()
        .filter(it -> shape(it.getKey()).equals(path))
        .map(it -> it.getValue().path(operation.method().toLowerCase(Locale.ROOT)))
        .map(it -> it.path("operationId").asString(""))
        .filter(it -> !it.isEmpty())
        .findFirst()
        .orElse("none at " + path);
  }

  private static String shape(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
