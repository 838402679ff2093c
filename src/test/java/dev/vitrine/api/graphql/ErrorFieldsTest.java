package dev.vitrine.api.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.api.Problem;
import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorFieldsTest {

  @Test
  void factsAndTheArgumentAtFaultAreInCamelCase() {
    EngineException error =
        new EngineException(ErrorCode.INVALID_REQUEST, "no slots here")
            .with("field", "page_id")
            .with("max_record_bytes", 4000);

    assertThat(extensions(error))
        .isEqualTo(
            Map.of(
                "code", "invalid-request",
                "field", "pageId",
                "details", Map.of("maxRecordBytes", 4000)));
  }

  @Test
  void anErrorWithoutFactsIsItsCodeAlone() {
    assertThat(extensions(new EngineException(ErrorCode.BUSY, "try again")))
        .isEqualTo(Map.of("code", "busy"));
  }

  private static Map<String, Object> extensions(EngineException error) {
    return ErrorFields.extensions(Problem.of(error).orElseThrow());
  }
}
