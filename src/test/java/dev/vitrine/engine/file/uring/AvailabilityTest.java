package dev.vitrine.engine.file.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.file.uring.Availability.Unavailable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
class AvailabilityTest {

  /** Asks in a process of its own; see {@link #deniedNativeAccessIsAReasonAndNotACrash}. */
  static final class Asker {
    public static void main(String[] arguments) {
      System.out.println(IoUring.probe());
      System.out.println(IoUring.probe());
    }
  }

  @Test
  void aKernelWithoutTheCallIsAReason() throws IOException {
    // No kernel has a system call of this number: it answers ENOSYS.
    SystemCalls without = new SystemCalls(-1);
    assertThat(reason(without)).startsWith("this kernel has no io_uring");
    assertThatThrownBy(() -> IoUring.open(8, without))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("this kernel has no io_uring");
  }

  @ParameterizedTest
  @CsvSource({
    "EPERM, io_uring is forbidden here",
    "EACCES, io_uring is forbidden here",
    "ENOMEM, no memory for a ring",
    "EMFILE, io_uring_setup failed: Too many open files",
    "EINVAL, io_uring_setup failed: Invalid argument"
  })
  void eachRefusalIsSaidInWords(Errno errno, String words) throws IOException {
    assertThat(reason(refusing(errno))).startsWith(words);
  }

  @Test
  void anOldKernelIsAReason() throws IOException {
    Assumed.ring();
    SystemCalls old =
        new FaultyCalls() {
          @Override
          int register(int ringFd, int opcode, MemorySegment argument, int count) {
            return -Errno.EINVAL.number();
          }
        };
    long descriptors = Leaks.descriptors();
    assertThat(reason(old)).contains("too old").contains("5.6");
    assertThat(Leaks.descriptors()).isEqualTo(descriptors);
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, aarch64, io_uring is a part of Linux",
    "Windows 11, amd64, io_uring is a part of Linux",
    "Linux, riscv64, io_uring is not supported on riscv64"
  })
  void anotherPlatformIsAReason(String osName, String architecture, String words) {
    assertThatThrownBy(() -> Platform.requireSupported(osName, architecture))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void deniedNativeAccessIsAReasonAndNotACrash() throws Exception {
    Process asker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny",
                "-cp",
                System.getProperty("java.class.path"),
                Asker.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var reader = asker.inputReader()) {
      assertThat(reader.readAllAsString().lines())
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("native access is denied"));
    }
    assertThat(asker.waitFor()).isZero();
  }

  private static SystemCalls refusing(Errno errno) throws IOException {
    return new FaultyCalls() {
      @Override
      int setup(int entries, MemorySegment params) {
        return -errno.number();
      }
    };
  }

  private static String reason(SystemCalls calls) {
    return ((Unavailable) IoUring.probe(calls)).reason();
  }
}
