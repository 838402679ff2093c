package dev.vitrine.workload;

/** What a worker does to the target in one operation. */
public enum OperationKind {
  READ("read"),
  UPDATE("update"),
  INSERT("insert"),
  SCAN("scan"),
  READ_MODIFY_WRITE("read-modify-write");

  private final String label;

  OperationKind(String label) {
    this.label = label;
  }

  /** The kind as clients see it. */
  public String label() {
    return label;
  }
}
