package dev.vitrine.engine.file;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;

/** Turns what the operating system says into the engine's errors. */
public final class IoErrors {

  private IoErrors() {}

  public static EngineException of(String attempt, IOException e) {
    return isFull(e)
        ? new EngineException(ErrorCode.DISK_FULL, attempt + ": no space left on the device", e)
        : new EngineException(ErrorCode.IO_FAILURE, attempt + ": " + e.getMessage(), e);
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") || message.contains("quota exceeded");
  }
}
