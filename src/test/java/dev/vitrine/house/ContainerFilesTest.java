package dev.vitrine.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the image and the compose file promise: no open door, no default key, no root. */
class ContainerFilesTest {

  private final Map<String, Object> compose = yaml("docker-compose.yml");

  @Test
  @DisplayName("nothing starts without a key from the environment")
  void theKeyComesFromTheEnvironment() {
    assertThat(this.<String>at("services", "vitrine", "environment", "VITRINE_API_KEY"))
        .startsWith("${VITRINE_API_KEY:?");
    assertThat(this.<String>at("secrets", "vitrine_api_key", "environment"))
        .isEqualTo("VITRINE_API_KEY");
  }

  @Test
  @DisplayName("every port is published on loopback only")
  void portsAreLocal() {
    for (String service : this.<Map<String, Object>>at("services").keySet()) {
      assertThat(this.<List<String>>at("services", service, "ports"))
          .isNotEmpty()
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  @DisplayName("Prometheus scrapes the name that the service answers to, with the key")
  void prometheusIsLetIn() {
    Map<String, Object> prometheus = yaml("docker/prometheus/prometheus.yml");
    Map<?, ?> job = (Map<?, ?>) ((List<?>) prometheus.get("scrape_configs")).getFirst();
    assertThat(job.get("metrics_path")).isEqualTo("/actuator/prometheus");
    assertThat(job.get("authorization"))
        .isEqualTo(Map.of("credentials_file", "/run/secrets/vitrine_api_key"));
    String host = this.at("services", "vitrine", "environment", "VITRINE_ALLOWED_HOSTS");
    assertThat(job.get("static_configs"))
        .isEqualTo(List.of(Map.of("targets", List.of(host + ":8080"))));
    assertThat(this.<List<String>>at("services", "prometheus", "secrets"))
        .containsExactly("vitrine_api_key");
  }

  @Test
  @DisplayName("every file that is mounted or copied exists, and every volume is declared")
  void mountsExist() throws IOException {
    for (String service : this.<Map<String, Object>>at("services").keySet()) {
      for (String mount : this.<List<String>>at("services", service, "volumes")) {
        String source = mount.substring(0, mount.indexOf(':'));
        if (source.startsWith("./")) {
          assertThat(Path.of(source)).exists();
        } else {
          assertThat(this.<Map<String, Object>>at("volumes")).containsKey(source);
        }
      }
    }
    List<String> ignored = Files.readAllLines(Path.of(".dockerignore"));
    for (String line : Files.readAllLines(Path.of("Dockerfile"))) {
      if (line.startsWith("COPY ") && !line.contains("--from")) {
        Stream.of(line.replaceAll("^COPY (--\\S+ )*", "").split(" "))
            .filter(word -> !word.startsWith("/") && !word.startsWith("./"))
            .forEach(word -> {
              assertThat(Path.of(word)).exists();
              assertThat(ignored).as("it is sent to the build").contains("!" + word);
            });
      }
    }
  }

  @Test
  @DisplayName("Grafana finds its data source by the name that the dashboard uses")
  void theDataSourceIsTheDashboards() throws IOException {
    Map<String, Object> provisioned =
        yaml("docker/grafana/provisioning/datasources/prometheus.yml");
    Map<?, ?> source = (Map<?, ?>) ((List<?>) provisioned.get("datasources")).getFirst();
    assertThat(Files.readString(Path.of("docker/grafana/dashboards/vitrine.json")))
        .contains("\"uid\": \"" + source.get("uid") + "\"");
    assertThat(source.get("url")).isEqualTo("http://prometheus:9090");
  }

  @Test
  @DisplayName("the image does not run as root, and is asked whether it is healthy")
  void theImageIsModest() throws IOException {
    assertThat(Files.readAllLines(Path.of("Dockerfile")))
        .contains("USER vitrine", "VOLUME /data")
        .anyMatch(line -> line.startsWith("HEALTHCHECK "));
    assertThat(Path.of("docker/healthy")).isExecutable();
  }

  private static Map<String, Object> yaml(String path) {
    try {
      return new Yaml().load(Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // YAML has the types it has
  private <T> T at(String... path) {
    Object here = compose;
    for (String name : path) {
      here = ((Map<String, Object>) here).get(name);
      assertThat(here).as(name).isNotNull();
    }
    return (T) here;
  }
}
