package dev.vitrine.engine.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoErrorsTest {

  /** {@code ENOSPC} and {@code EDQUOT} of Linux, as the C library says them here. */
  @ParameterizedTest
  @ValueSource(ints = {28, 122})
  void aFullDeviceIsKnownInTheLanguageOfTheProcess(int errno) {
    String text = SystemTexts.of(errno).orElseThrow();
    assertThat(code(text)).isEqualTo(ErrorCode.DISK_FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"writing x: No space left on device", "Disk quota exceeded"})
  void aFullDeviceIsKnownInEnglish(String text) {
    assertThat(code(text)).isEqualTo(ErrorCode.DISK_FULL);
  }

  @Test
  void anotherErrorIsNone() {
    assertThat(code(SystemTexts.of(5).orElseThrow())).isEqualTo(ErrorCode.IO_FAILURE);
    assertThat(IoErrors.of("writing", new IOException()).code()).isEqualTo(ErrorCode.IO_FAILURE);
  }

  private static ErrorCode code(String text) {
    return IoErrors.of("writing", new IOException(text)).code();
  }
}
