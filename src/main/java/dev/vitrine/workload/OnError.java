package dev.vitrine.workload;

/** What an operation that failed means for the workload; either way the error is counted. */
public enum OnError {
  /** Go on with the next operation, after a pause that grows while errors follow each other. */
  CONTINUE("continue"),
  /** End the workload as failed. */
  STOP("stop");

  private final String label;

  OnError(String label) {
    this.label = label;
  }

  /** The policy as clients see it. */
  public String label() {
    return label;
  }
}
