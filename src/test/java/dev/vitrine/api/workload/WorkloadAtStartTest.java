package dev.vitrine.api.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.VitrineApplication;
import dev.vitrine.workload.Mix;
import dev.vitrine.workload.WorkloadSpec;
import dev.vitrine.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class WorkloadAtStartTest {

  @TempDir Path directory;

  private ConfigurableApplicationContext start(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--server.port=0";
    all[1] = "--vitrine.data-dir=" + directory.resolve("data");
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return new SpringApplicationBuilder(VitrineApplication.class).run(all);
  }

  @Test
  void theServiceStartsWithTheWorkloadOfItsCommandLine() {
    try (ConfigurableApplicationContext service =
        start("--vitrine.workload=b", "--vitrine.workload.keys=50", "--vitrine.workload.seed=7")) {
      WorkloadSpec spec = service.getBean(Workloads.class).list().getFirst().spec();
      assertThat(spec.mix()).isEqualTo(Mix.B);
      assertThat(spec.keys()).isEqualTo(50);
      assertThat(spec.seed()).isEqualTo(7);
      assertThat(spec.duration()).isEqualTo(Duration.ofMinutes(1));
    }
  }

  @Test
  void theServiceStartsWithoutAnyUnlessTold() {
    try (ConfigurableApplicationContext service = start()) {
      assertThat(service.getBean(Workloads.class).list()).isEmpty();
    }
  }

  @Test
  void aWrongValueEndsTheStartInOneMessage(CapturedOutput output) {
    assertThatThrownBy(
            () -> start("--vitrine.workload.mix=a", "--vitrine.workload.record-bytes=5000"))
        .isInstanceOf(RuntimeException.class);
    assertThat(output)
        .contains("vitrine.workload.record-bytes", "5000")
        .doesNotContain("\tat ", "data directory could not be opened");
  }

  @Test
  void aMixThatDoesNotExistEndsTheStartInOneMessage(CapturedOutput output) {
    assertThatThrownBy(() -> start("--vitrine.workload=z")).isInstanceOf(RuntimeException.class);
    assertThat(output).contains("vitrine.workload", "\"z\"").doesNotContain("\tat ");
  }
}
