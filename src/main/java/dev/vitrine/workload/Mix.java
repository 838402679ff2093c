package dev.vitrine.workload;

/**
 * The six core workloads of YCSB with their standard proportions (Cooper et al., "Benchmarking
 * Cloud Serving Systems with YCSB", SoCC 2010).
 */
public enum Mix {
  /** Update heavy: a session store. */
  A("a", 50, 50, 0, 0, 0, Distribution.ZIPFIAN),
  /** Read mostly: tagging photos. */
  B("b", 95, 5, 0, 0, 0, Distribution.ZIPFIAN),
  /** Read only: a cache of profiles. */
  C("c", 100, 0, 0, 0, 0, Distribution.ZIPFIAN),
  /** Read latest: status updates. */
  D("d", 95, 0, 5, 0, 0, Distribution.LATEST),
  /** Short ranges: threaded conversations. */
  E("e", 0, 0, 5, 95, 0, Distribution.ZIPFIAN),
  /** Read-modify-write: a user database. */
  F("f", 50, 0, 0, 0, 50, Distribution.ZIPFIAN);

  private final String label;
  private final int readPercent;
  private final int updatePercent;
  private final int insertPercent;
  private final int scanPercent;
  private final int readModifyWritePercent;
  private final Distribution distribution;

  Mix(
      String label,
      int readPercent,
      int updatePercent,
      int insertPercent,
      int scanPercent,
      int readModifyWritePercent,
      Distribution distribution) {
    this.label = label;
    this.readPercent = readPercent;
    this.updatePercent = updatePercent;
    this.insertPercent = insertPercent;
    this.scanPercent = scanPercent;
    this.readModifyWritePercent = readModifyWritePercent;
    this.distribution = distribution;
  }

  /** The mix as clients see it. */
  public String label() {
    return label;
  }

  /** The distribution that YCSB runs this mix with. */
  public Distribution defaultDistribution() {
    return distribution;
  }

  /** How many of a hundred operations are of this kind. */
  public int percent(OperationKind kind) {
    return switch (kind) {
      case READ -> readPercent;
      case UPDATE -> updatePercent;
      case INSERT -> insertPercent;
      case SCAN -> scanPercent;
      case READ_MODIFY_WRITE -> readModifyWritePercent;
    };
  }

  /** The kind of an operation that drew this number in 0..99. */
  OperationKind kind(int drawn) {
    int below = 0;
    for (OperationKind kind : OperationKind.values()) {
      below += percent(kind);
      if (drawn < below) {
        return kind;
      }
    }
    throw new IllegalArgumentException("drew %d, not in 0..99".formatted(drawn));
  }
}
