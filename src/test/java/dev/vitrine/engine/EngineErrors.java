package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts the code of an engine error. */
final class EngineErrors {

  private EngineErrors() {}

  static EngineException assertRefused(ErrorCode code, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(EngineException.class);
    assertThat(((EngineException) thrown).code()).isEqualTo(code);
    return (EngineException) thrown;
  }
}
