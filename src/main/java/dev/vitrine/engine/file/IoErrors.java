package dev.vitrine.engine.file;

import dev.vitrine.engine.error.EngineException;
import dev.vitrine.engine.error.ErrorCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what the operating system says into the engine's errors. */
public final class IoErrors {

  private static final int ENOSPC = 28;
  private static final int EDQUOT = 122;

  /** In English as io_uring's files and our tests say it, and in the language of this process. */
  private static final Set<String> FULL =
      Stream.concat(
              Stream.of("No space left on device", "Disk quota exceeded"),
              Stream.of(ENOSPC, EDQUOT).map(SystemTexts::of).flatMap(Optional::stream))
          .collect(Collectors.toUnmodifiableSet());

  private IoErrors() {}

  public static EngineException of(String attempt, IOException e) {
    return isFull(e)
        ? new EngineException(ErrorCode.DISK_FULL, attempt + ": no space left on the device", e)
        : new EngineException(ErrorCode.IO_FAILURE, attempt + ": " + text(e), e);
  }

  /** Java gives some of them no words but the file's name. */
  private static String text(IOException e) {
    return switch (e) {
      case NoSuchFileException gone -> gone.getFile() + " is gone";
      default -> String.valueOf(e.getMessage());
    };
  }

  private static boolean isFull(IOException e) {
    String message = String.valueOf(e.getMessage());
    return FULL.stream().anyMatch(message::contains);
  }
}
