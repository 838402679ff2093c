package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns an engine that could not be opened into one readable message. */
final class DataDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<EngineException> {

  private static final String HELD_BY_PID = "held_by_pid";
  private static final String STORED_PAGE_BYTES = "stored_page_bytes";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, EngineException cause) {
    return switch (cause.code()) {
      case DATA_DIRECTORY -> opened(cause, directoryAction(cause));
      case DISK_FULL -> opened(cause, "Make room, or choose another directory");
      case IO_FAILURE, CHECKSUM_FAILURE, READ_ONLY ->
          opened(cause, "Check the device and the directory's permissions, or choose another");
      case INVALID_REQUEST -> opened(cause, "Correct the configuration");
      case PAGE_NOT_FOUND,
          RECORD_NOT_FOUND,
          RECORD_FILE_NOT_FOUND,
          RECORD_FILE_EXISTS,
          PAGE_FULL,
          PAGE_OWNED,
          PAGE_PINNED,
          PAGE_DIRTY,
          STALE_LEASE,
          PRECONDITION_FAILED,
          PAGE_IMAGE_INVALID,
          TOO_MANY_LEASES,
          QUEUE_FULL,
          OPERATION_NOT_FOUND,
          VERIFICATION_NOT_FOUND,
          IO_URING_UNAVAILABLE,
          BUSY ->
          null;
    };
  }

  /** Another process, a device that refuses, or a directory of something else. */
  private static String directoryAction(EngineException cause) {
    if (cause.details().containsKey(HELD_BY_PID)) {
      return "Stop the other process, or choose another directory";
    }
    if (cause.details().get(STORED_PAGE_BYTES) instanceof Integer bytes) {
      return "Start with --vitrine.page-size=" + bytes + "B, or choose another directory";
    }
    return cause.getCause() instanceof IOException
            || cause.getCause() instanceof UncheckedIOException
        ? "Make the directory writable, or choose another"
        : "Do what it says there, or choose a directory that is empty or was made by this version";
  }

  private static FailureAnalysis opened(EngineException cause, String action) {
    return new FailureAnalysis(
        "The data directory could not be opened: " + cause.getMessage(),
        action + " (vitrine.data-dir).",
        cause);
  }
}
