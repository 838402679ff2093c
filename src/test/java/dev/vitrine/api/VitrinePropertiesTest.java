package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class VitrinePropertiesTest {

  private final ApplicationContextRunner service =
      new ApplicationContextRunner().withUserConfiguration(Properties.class);

  @EnableConfigurationProperties(VitrineProperties.class)
  static class Properties {}

  @Test
  void theDefaultsAreThoseOfTheContract() {
    service.run(context -> {
      VitrineProperties it = context.getBean(VitrineProperties.class);
      assertThat(it.dataDir()).isEqualTo(Path.of("vitrine-data"));
      assertThat(it.pageBytes()).isEqualTo(4096);
      assertThat(it.maxBodyBytes()).isEqualTo(1_048_576);
      assertThat(it.lruK()).isEqualTo(2);
      assertThat(it.leaseTime()).isEqualTo(Duration.ofSeconds(30));
      assertThat(it.allowedHosts()).isEmpty();
    });
  }

  @ParameterizedTest
  @CsvSource({
    "vitrine.page-size, 4KB",
    "vitrine.page-size, 64KB",
    "vitrine.pool-frames, 4",
    "vitrine.lru-k, 1",
    "vitrine.lru-k, 8",
    "vitrine.flush-interval, 0",
    "vitrine.lease-time, 1s",
    "vitrine.hot-events-per-second, 1",
    "vitrine.hot-events-per-second, 100000",
    "vitrine.sync-interval, 1ms",
    "vitrine.log-segment-size, 64KB",
    "vitrine.checkpoint-size, 16MB",
    "vitrine.checkpoint-interval, 0",
    "vitrine.durability, interval",
    "vitrine.max-body, 8192",
    "vitrine.allowed-hosts, vitrine.example"
  })
  void aValueAtTheEdgeIsTaken(String name, String value) {
    service
        .withPropertyValues(name + "=" + value)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "vitrine.page-size, 5000",
    "vitrine.page-size, 2KB",
    "vitrine.page-size, 128KB",
    "vitrine.pool-frames, 3",
    "vitrine.lru-k, 0",
    "vitrine.lru-k, 9",
    "vitrine.flush-interval, -1s",
    "vitrine.lease-time, 999ms",
    "vitrine.hot-events-per-second, 0",
    "vitrine.hot-events-per-second, 100001",
    "vitrine.sync-interval, 0ms",
    "vitrine.sync-interval, 61s",
    "vitrine.log-segment-size, 60KB",
    "vitrine.log-segment-size, 65537B",
    "vitrine.log-segment-size, 2GB",
    "vitrine.checkpoint-size, 15MB",
    "vitrine.checkpoint-interval, -1s",
    "vitrine.lease-time, 2h",
    "vitrine.max-body, 8191",
    "vitrine.max-body, 2GB"
  })
  void aValueBeyondTheEdgeIsRefusedByName(String name, String value) {
    service
        .withPropertyValues(name + "=" + value)
        .run(context ->
            assertThat(context.getStartupFailure())
                .rootCause()
                .hasMessageContaining(name + " must"));
  }
}
