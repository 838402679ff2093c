package dev.vitrine.workload;

/** A record that was read is not what was written: the most serious thing a workload can find. */
final class VerificationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  VerificationException(String message) {
    super(message);
  }
}
