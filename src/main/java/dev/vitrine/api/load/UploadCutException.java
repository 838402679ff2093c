package dev.vitrine.api.load;

/** The bytes of an upload ended before its end. */
final class UploadCutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UploadCutException(String message, Throwable cause) {
    super(message, cause);
  }
}
