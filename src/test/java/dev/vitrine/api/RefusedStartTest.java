package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.rest.FakeService;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

/** A start that can't go well ends in one message that says why and what to do. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {

  static class ForeignDirectory {

    @Bean
    Object engine() {
      throw new EngineException(ErrorCode.DATA_DIRECTORY, "/data is held by process 4711")
          .with("held_by_pid", "4711");
    }
  }

  @Test
  void aDataDirectoryThatCannotBeOpenedIsToldInOneMessage(CapturedOutput output) {
    assertThatThrownBy(() -> start(ForeignDirectory.class)).isInstanceOf(Exception.class);

    assertThat(output)
        .contains(
            "The data directory could not be opened: /data is held by process 4711",
            "vitrine.data-dir")
        .doesNotContain("\tat ", "Exception encountered during context initialization");
  }

  static class ReadOnlyDirectory {

    @Bean
    Object engine() {
      throw new EngineException(
          ErrorCode.DATA_DIRECTORY, "can't be opened", new IOException("Read-only file system"));
    }
  }

  @Test
  void theAdviceDependsOnTheCause(CapturedOutput output) {
    assertThatThrownBy(() -> start(ReadOnlyDirectory.class)).isInstanceOf(Exception.class);

    assertThat(output).contains("Make the directory writable").doesNotContain("other process");
  }

  @Test
  void aListenAddressThatOthersReachIsRefusedInOneMessage(CapturedOutput output) {
    assertThatThrownBy(() -> start(Object.class, "--server.address=0.0.0.0"))
        .isInstanceOf(Exception.class);

    assertThat(output)
        .contains("The service refuses to start: server.address is 0.0.0.0")
        .contains("Set server.address=127.0.0.1.")
        .doesNotContain("\tat ", "Exception encountered during context initialization");
  }

  @Test
  void aManagementPortOpenToAllIsRefusedInOneMessage(CapturedOutput output) {
    assertThatThrownBy(() -> start(Object.class, "--management.server.port=0"))
        .isInstanceOf(Exception.class);

    assertThat(output).contains("Set management.server.address=127.0.0.1.").doesNotContain("\tat ");
  }

  @Test
  void aBadValueIsToldByItsName(CapturedOutput output) {
    assertThatThrownBy(() -> start(Object.class, "--vitrine.page-size=5000"))
        .isInstanceOf(Exception.class);

    assertThat(output)
        .contains("vitrine.page-size must be a power of two between 4KB and 64KB")
        .doesNotContain("\tat ");
  }

  @Test
  void anAllowedHostThatIsNoneIsToldByItsName(CapturedOutput output) {
    assertThatThrownBy(() -> start(Object.class, "--vitrine.allowed-hosts=http://db.example"))
        .isInstanceOf(Exception.class);

    assertThat(output)
        .contains("vitrine.allowed-hosts", "http://db.example", "must be a host")
        .doesNotContain("\tat ");
  }

  private static void start(Class<?> more, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "--server.port=0";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    new SpringApplicationBuilder(FakeService.class, more).run(all).close();
  }
}
