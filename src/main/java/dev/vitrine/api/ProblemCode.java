package dev.vitrine.api;

import dev.vitrine.engine.error.ErrorCode;

/**
 * Everything that a client can be told went wrong: a stable code, its HTTP status and a title. The
 * same code is in a GraphQL error's {@code extensions.code}.
 */
public enum ProblemCode {
  INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
  UNAUTHENTICATED("unauthenticated", 401, "Credentials are missing or not valid"),
  FORBIDDEN("forbidden", 403, "The request is refused"),
  NOT_FOUND("not-found", 404, "There is nothing at this address"),
  PAGE_NOT_FOUND("page-not-found", 404, "The page does not exist"),
  RECORD_NOT_FOUND("record-not-found", 404, "The record does not exist"),
  TREE_NOT_FOUND("tree-not-found", 404, "The tree does not exist"),
  TABLE_NOT_FOUND("table-not-found", 404, "The table does not exist"),
  OPERATION_NOT_FOUND("operation-not-found", 404, "The asynchronous operation does not exist"),
  WORKLOAD_NOT_FOUND("workload-not-found", 404, "The workload does not exist"),
  VERIFICATION_NOT_FOUND("verification-not-found", 404, "The verification does not exist"),
  LOAD_NOT_FOUND("load-not-found", 404, "The bulk load does not exist"),
  CONNECTION_NOT_FOUND("connection-not-found", 404, "The connection does not exist"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The address does not take this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "No acceptable form of the answer exists"),
  RECORD_FILE_NOT_FOUND("record-file-not-found", 404, "The record file does not exist"),
  RECORD_FILE_EXISTS("record-file-exists", 409, "There is a record file of this name"),
  PAGE_FULL("page-full", 409, "The page has no room"),
  PAGE_OWNED("page-owned", 409, "The page belongs to another object"),
  PAGE_PINNED("page-pinned", 409, "The page is pinned"),
  PAGE_DIRTY("page-dirty", 409, "The page is dirty in the buffer pool"),
  PAGE_NOT_HOT("page-not-hot", 409, "The page is not in the hot tier"),
  STALE_LEASE("stale-lease", 410, "The lease has ended"),
  PRECONDITION_FAILED("precondition-failed", 412, "The page has changed"),
  BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The content type is not supported"),
  PAGE_IMAGE_INVALID("page-image-invalid", 422, "The page image is not valid"),
  QUEUE_FULL("queue-full", 429, "The queue is full"),
  TOO_MANY_LEASES("too-many-leases", 429, "Too many leases are open"),
  RATE_LIMITED("rate-limited", 429, "Too many requests"),
  INTERNAL_ERROR("internal-error", 500, "The service failed"),
  CHECKSUM_FAILURE("checksum-failure", 500, "The page's checksum does not match"),
  IO_FAILURE("io-failure", 500, "The device or the file system failed"),
  IO_URING_UNAVAILABLE("io-uring-unavailable", 501, "The platform refuses io_uring"),
  READ_ONLY("read-only", 503, "The engine is read-only"),
  BUSY("busy", 503, "The service is busy"),
  DISK_FULL("disk-full", 507, "The disk is full");

  private static final String TYPE_PREFIX = "urn:vitrine:problem:";

  private final String code;
  private final int status;
  private final String title;

  ProblemCode(String code, int status, String title) {
    this.code = code;
    this.status = status;
    this.title = title;
  }

  /** What the engine's error is to a client. */
  public static ProblemCode of(ErrorCode error) {
    return switch (error) {
      case INVALID_REQUEST -> INVALID_REQUEST;
      case PAGE_NOT_FOUND -> PAGE_NOT_FOUND;
      case RECORD_NOT_FOUND -> RECORD_NOT_FOUND;
      case RECORD_FILE_NOT_FOUND -> RECORD_FILE_NOT_FOUND;
      case RECORD_FILE_EXISTS -> RECORD_FILE_EXISTS;
      case PAGE_FULL -> PAGE_FULL;
      case PAGE_OWNED -> PAGE_OWNED;
      case PAGE_PINNED -> PAGE_PINNED;
      case PAGE_DIRTY -> PAGE_DIRTY;
      case STALE_LEASE -> STALE_LEASE;
      case PRECONDITION_FAILED -> PRECONDITION_FAILED;
      case PAGE_IMAGE_INVALID -> PAGE_IMAGE_INVALID;
      case TOO_MANY_LEASES -> TOO_MANY_LEASES;
      case QUEUE_FULL -> QUEUE_FULL;
      case OPERATION_NOT_FOUND -> OPERATION_NOT_FOUND;
      case VERIFICATION_NOT_FOUND -> VERIFICATION_NOT_FOUND;
      case IO_URING_UNAVAILABLE -> IO_URING_UNAVAILABLE;
      case CHECKSUM_FAILURE -> CHECKSUM_FAILURE;
      case READ_ONLY -> READ_ONLY;
      case BUSY -> BUSY;
      case DISK_FULL -> DISK_FULL;
      case IO_FAILURE -> IO_FAILURE;
      // Thrown while opening only, when nobody is served yet.
      case DATA_DIRECTORY -> INTERNAL_ERROR;
    };
  }

  /** The code as clients see it. */
  public String code() {
    return code;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** A short text that is the same for every problem of this code. */
  public String title() {
    return title;
  }

  /** The problem's type as of RFC 9457. */
  public String type() {
    return TYPE_PREFIX + code;
  }
}
