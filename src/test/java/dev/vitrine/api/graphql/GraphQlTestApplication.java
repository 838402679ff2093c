package dev.vitrine.api.graphql;

import dev.vitrine.api.EngineCalls;
import dev.vitrine.api.FakeRecords;
import dev.vitrine.api.FakeVerifications;
import dev.vitrine.api.VitrineProperties;
import dev.vitrine.api.connection.Connections;
import dev.vitrine.api.rest.ProblemHandler;
import dev.vitrine.workload.Workloads;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.graphql.execution.SchemaReport;
import tools.jackson.databind.json.JsonMapper;

/**
 * The GraphQL door over fakes. Not annotated as a configuration, so that no scan of the service
 * finds it; {@code main} serves it for trying clients by hand.
 */
@EnableAutoConfiguration
@EnableConfigurationProperties(VitrineProperties.class)
@ComponentScan(
    basePackageClasses = {GraphQlTestApplication.class, Connections.class},
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.ASSIGNABLE_TYPE,
            classes = RunningTotalsConfiguration.class))
class GraphQlTestApplication {

  public static void main(String[] args) {
    SpringApplication.run(GraphQlTestApplication.class, args);
  }

  @Bean
  ProblemHandler problems(JsonMapper json) {
    return new ProblemHandler(json);
  }

  @Bean
  FakePages pages() {
    return new FakePages();
  }

  @Bean
  FakeIo io() {
    return new FakeIo();
  }

  @Bean
  FakeBatch batch() {
    return new FakeBatch();
  }

  @Bean
  FakeQueue queue() {
    return new FakeQueue();
  }

  @Bean
  FakeUring uring() {
    return new FakeUring();
  }

  @Bean
  FakePool pool() {
    return new FakePool();
  }

  @Bean
  FakeStreams streams() {
    return new FakeStreams();
  }

  @Bean
  FakeOverview engine() {
    return new FakeOverview();
  }

  @Bean
  FakeTotals totals() {
    return new FakeTotals();
  }

  @Bean
  FakeRecords records() {
    return new FakeRecords();
  }

  @Bean
  EngineCalls calls() {
    return new EngineCalls();
  }

  @Bean
  FakeVerifications verifications() {
    return new FakeVerifications();
  }

  @Bean
  Workloads workloads() {
    return new Workloads(List.of(), () -> {});
  }

  @Bean
  AtomicReference<SchemaReport> schemaReport() {
    return new AtomicReference<>();
  }

  @Bean
  GraphQlSourceBuilderCustomizer keepSchemaReport(AtomicReference<SchemaReport> schemaReport) {
    return builder -> builder.inspectSchemaMappings(schemaReport::set);
  }
}
