package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.error.ErrorCode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCodeTest {

  @ParameterizedTest
  @CsvSource({
    "invalid-request, 400",
    "unauthenticated, 401",
    "forbidden, 403",
    "page-not-found, 404",
    "record-not-found, 404",
    "tree-not-found, 404",
    "table-not-found, 404",
    "workload-not-found, 404",
    "page-full, 409",
    "page-owned, 409",
    "page-pinned, 409",
    "page-dirty, 409",
    "page-not-hot, 409",
    "stale-lease, 410",
    "precondition-failed, 412",
    "body-too-large, 413",
    "unsupported-media-type, 415",
    "page-image-invalid, 422",
    "queue-full, 429",
    "too-many-leases, 429",
    "rate-limited, 429",
    "checksum-failure, 500",
    "io-failure, 500",
    "read-only, 503",
    "busy, 503",
    "disk-full, 507"
  })
  void everyCodeOfTheContractHasItsStatus(String code, int status) {
    ProblemCode problem = ProblemCode.valueOf(code.replace('-', '_').toUpperCase(Locale.ROOT));

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.type()).isEqualTo("urn:vitrine:problem:" + code);
  }

  @ParameterizedTest
  @EnumSource(value = ErrorCode.class, mode = EnumSource.Mode.EXCLUDE, names = "DATA_DIRECTORY")
  void anErrorOfTheEngineKeepsItsCode(ErrorCode error) {
    assertThat(ProblemCode.of(error).code()).isEqualTo(error.code());
  }

  @Test
  void aDirectoryThatCannotBeOpenedIsNobodysRequest() {
    assertThat(ProblemCode.of(ErrorCode.DATA_DIRECTORY)).isEqualTo(ProblemCode.INTERNAL_ERROR);
  }
}
