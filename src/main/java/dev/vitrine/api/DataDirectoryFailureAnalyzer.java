package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Turns an engine that could not be opened into one readable message. */
final class DataDirectoryFailureAnalyzer extends AbstractFailureAnalyzer<EngineException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, EngineException cause) {
    return switch (cause.code()) {
      case DATA_DIRECTORY -> opened(cause, "Stop the other process, or choose another directory");
      case DISK_FULL -> opened(cause, "Make room, or choose another directory");
      case IO_FAILURE, CHECKSUM_FAILURE, READ_ONLY ->
          opened(cause, "Check the device and the directory's permissions, or choose another");
      case INVALID_REQUEST -> opened(cause, "Correct the configuration");
      case PAGE_NOT_FOUND,
          RECORD_NOT_FOUND,
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
          IO_URING_UNAVAILABLE,
          BUSY ->
          null;
    };
  }

  private static FailureAnalysis opened(EngineException cause, String action) {
    return new FailureAnalysis(
        "The data directory could not be opened: " + cause.getMessage(),
        action + " (vitrine.data-dir).",
        cause);
  }
}
