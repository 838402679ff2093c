package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.event.EventFamily;
import dev.vitrine.event.StorageEvent;
import dev.vitrine.live.stream.Control;
import dev.vitrine.live.stream.Sampled;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLUnionType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.SchemaReport;

class SchemaTest extends GraphQlServerTest {

  private static final Map<EventFamily, String> UNIONS =
      Map.of(
          EventFamily.BUFFER_POOL, "BufferPoolStreamEvent",
          EventFamily.DISK_IO, "DiskIoStreamEvent",
          EventFamily.PAGE, "PageStreamEvent",
          EventFamily.LSM, "LsmStreamEvent",
          EventFamily.TIER, "TierStreamEvent",
          EventFamily.COLUMNAR, "ColumnarStreamEvent");

  @Autowired AtomicReference<SchemaReport> report;
  @Autowired GraphQlSource source;
  private GraphQLSchema schema;

  @BeforeEach
  void readSchema() {
    schema = source.schema();
  }

  @Test
  void everyFieldIsMappedAndNothingIsMappedThatIsNotInTheSchema() {
    assertThat(report.get().unmappedFields()).isEmpty();
    assertThat(report.get().unmappedRegistrations()).isEmpty();
    assertThat(report.get().unmappedArguments()).isEmpty();
    assertThat(report.get().fieldNullnessErrors()).isEmpty();
    assertThat(report.get().argumentNullnessErrors()).isEmpty();
  }

  @Test
  void readsAreQueriesAndChangesAreMutationsUnderTheNamesOfTheContract() {
    assertThat(names(schema.getQueryType().getFieldDefinitions()))
        .containsExactly(
            "adviseMerge",
            "adviseSplit",
            "asyncOperation",
            "computeChecksum",
            "connections",
            "countPages",
            "disks",
            "dumpPage",
            "frames",
            "getBufferPool",
            "getIoStats",
            "getIops",
            "getPageFreeSpace",
            "getRecord",
            "lease",
            "page",
            "pages",
            "readPage",
            "readPageUring",
            "readPagesVectored",
            "record",
            "recordFile",
            "recordFiles",
            "recordScan",
            "status",
            "verification",
            "verifications",
            "verifyPageChecksum",
            "workload",
            "workloads");
    assertThat(names(schema.getMutationType().getFieldDefinitions()))
        .containsExactly(
            "allocatePage",
            "cancelVerification",
            "closeConnection",
            "compactPage",
            "createPage",
            "createRecordFile",
            "deletePage",
            "deleteRecord",
            "deleteRecordByKey",
            "dropRecordFile",
            "flushAllPages",
            "flushCoalescedWrites",
            "flushPage",
            "flushWrites",
            "insertRecord",
            "loadPage",
            "markPageDirty",
            "mergePages",
            "newPage",
            "pinPage",
            "processAsyncOperations",
            "putRecord",
            "putRecords",
            "readPageAsync",
            "renewLease",
            "resetIoStats",
            "resetPage",
            "splitPage",
            "startVerification",
            "startWorkload",
            "stopWorkload",
            "takeCheckpoint",
            "unpinPage",
            "updatePageChecksum",
            "updateRecord",
            "writePage",
            "writePageAsync",
            "writePageCoalesced",
            "writePageUring",
            "writePagesVectored");
    assertThat(names(schema.getSubscriptionType().getFieldDefinitions()))
        .containsExactly(
            "bufferPoolEvents",
            "bufferPoolMetrics",
            "columnarEvents",
            "diskIoEvents",
            "diskIoMetrics",
            "lsmEvents",
            "pageEvents",
            "tierEvents",
            "workloadProgress");
  }

  @Test
  void everythingIsDescribed() {
    List<String> bare =
        schema.getAllTypesAsList().stream()
            .filter(type -> !type.getName().startsWith("__"))
            .filter(type -> schema.getType(type.getName()) != null)
            .filter(type -> !List.of("String", "Int", "Float", "Boolean").contains(type.getName()))
            .flatMap(SchemaTest::elements)
            .filter(element -> element.getDescription() == null)
            .map(GraphQLNamedSchemaElement::getName)
            .toList();

    assertThat(bare).isEmpty();
  }

  private static Stream<GraphQLNamedSchemaElement> elements(GraphQLNamedSchemaElement type) {
    return type instanceof GraphQLObjectType object
        ? Stream.concat(
            Stream.of(type),
            object.getFieldDefinitions().stream()
                .flatMap(field -> Stream.concat(Stream.of(field), field.getArguments().stream())))
        : Stream.of(type);
  }

  @Test
  void everyFamilyHasItsVariantsAndTheWordsOfTheStream() {
    for (Class<?> family : StorageEvent.class.getPermittedSubclasses()) {
      TreeSet<String> expected =
          new TreeSet<>(List.of("StreamOpened", "Progress", "Gap", "StreamClosing", "Sampled"));
      for (Class<?> variant : family.getPermittedSubclasses()) {
        expected.add(variant.getSimpleName());
      }
      GraphQLUnionType union = (GraphQLUnionType) schema.getType(UNIONS.get(familyOf(family)));
      assertThat(names(union.getTypes())).containsExactlyElementsOf(expected);
    }
  }

  private static EventFamily familyOf(Class<?> family) {
    return switch (family.getSimpleName()) {
      case "BufferPoolEvent" -> EventFamily.BUFFER_POOL;
      case "DiskIoEvent" -> EventFamily.DISK_IO;
      case "PageEvent" -> EventFamily.PAGE;
      case "LsmEvent" -> EventFamily.LSM;
      case "TierEvent" -> EventFamily.TIER;
      default -> EventFamily.COLUMNAR;
    };
  }

  @Test
  void everyEventHasTheFieldsOfItsRecord() {
    Stream<Class<?>> events =
        Arrays.stream(StorageEvent.class.getPermittedSubclasses())
            .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
    Stream<Class<?>> words =
        Stream.concat(
            Arrays.stream(Control.class.getPermittedSubclasses()), Stream.of(Sampled.class));
    Stream.concat(events, words)
        .forEach(type -> {
          TreeSet<String> expected = new TreeSet<>();
          for (RecordComponent component : type.getRecordComponents()) {
            expected.add(component.getName());
          }
          boolean timed = expected.remove("timestampMicros");
          if (timed && type != Sampled.class) {
            expected.add("timestamp");
          }
          GraphQLObjectType object = schema.getObjectType(type.getSimpleName());
          assertThat(names(object.getFieldDefinitions()))
              .as(type.getSimpleName())
              .containsExactlyElementsOf(expected);
        });
  }

  @Test
  void theFixedSubscriptionsHaveTheTypesOfTheContract() {
    assertThat(types("BufferPoolMetrics"))
        .isEqualTo(
            "dirtyPages: Int!, evictions: BigInt!, freePages: Int!, hitRate: Float!,"
                + " timestamp: DateTime!, totalPages: Int!, usedPages: Int!");
    assertThat(types("DiskIoMetrics"))
        .isEqualTo(
            "avgLatency: Int!, avgReadLatency: Int!, avgWriteLatency: Int!, iops: Float!,"
                + " readThroughputMbps: Float!, reads: BigInt!, readsPerSec: Float!,"
                + " timestamp: DateTime!, writeThroughputMbps: Float!, writes: BigInt!,"
                + " writesPerSec: Float!");
  }

  private String types(String type) {
    List<String> fields =
        schema.getObjectType(type).getFieldDefinitions().stream()
            .sorted((a, b) -> a.getName().compareTo(b.getName()))
            .map(SchemaTest::signature)
            .toList();
    return String.join(", ", fields);
  }

  private static String signature(GraphQLFieldDefinition field) {
    return field.getName() + ": " + field.getType();
  }

  private static List<String> names(List<? extends graphql.schema.GraphQLSchemaElement> elements) {
    return elements.stream()
        .map(element -> ((GraphQLNamedSchemaElement) element).getName())
        .sorted()
        .toList();
  }
}
