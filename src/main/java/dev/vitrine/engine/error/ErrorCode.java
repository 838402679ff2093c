package dev.vitrine.engine.error;

/** What went wrong, as a stable code that clients can rely on. */
public enum ErrorCode {
  INVALID_REQUEST("invalid-request"),
  PAGE_NOT_FOUND("page-not-found"),
  RECORD_NOT_FOUND("record-not-found"),
  RECORD_FILE_NOT_FOUND("record-file-not-found"),
  RECORD_FILE_EXISTS("record-file-exists"),
  PAGE_FULL("page-full"),
  PAGE_OWNED("page-owned"),
  PAGE_PINNED("page-pinned"),
  PAGE_DIRTY("page-dirty"),
  STALE_LEASE("stale-lease"),
  PRECONDITION_FAILED("precondition-failed"),
  PAGE_IMAGE_INVALID("page-image-invalid"),
  TOO_MANY_LEASES("too-many-leases"),
  QUEUE_FULL("queue-full"),
  OPERATION_NOT_FOUND("operation-not-found"),
  VERIFICATION_NOT_FOUND("verification-not-found"),
  /** The kernel or the platform refuses io_uring. */
  IO_URING_UNAVAILABLE("io-uring-unavailable"),
  CHECKSUM_FAILURE("checksum-failure"),
  READ_ONLY("read-only"),
  BUSY("busy"),
  DISK_FULL("disk-full"),
  /** The device or the file system failed. */
  IO_FAILURE("io-failure"),
  /** The data directory can't be opened: in use, foreign, or of another format. */
  DATA_DIRECTORY("data-directory");

  private final String code;

  ErrorCode(String code) {
    this.code = code;
  }

  /** The code as clients see it. */
  public String code() {
    return code;
  }
}
