package dev.vitrine.engine.file.uring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Told when a transfer is over, exactly once, on the ring's thread (on the submitting thread where
 * the ring or the file was closed). Must be quick and must not wait: every other transfer of the
 * ring waits for it. It may submit again with {@link IoUring#trySubmit}.
 */
@FunctionalInterface
public interface Completion {

  /**
   * @param failure null when all bytes went; {@link java.io.EOFException} when the file ends before
   */
  void completed(@Nullable IOException failure);
}
