package dev.vitrine.bench;

/**
 * How long to measure.
 *
 * @param rounds each contestant has its turn in each round
 */
record Mode(
    int rounds,
    int warmups,
    int warmupMillis,
    int iterations,
    int iterationMillis,
    int ioSeconds,
    int streamSeconds) {

  static Mode of(String name) {
    return switch (name) {
      case "full" -> new Mode(7, 5, 1_000, 5, 1_000, 10, 15);
      case "quick" -> new Mode(3, 3, 400, 4, 200, 2, 5);
      case "smoke" -> new Mode(1, 1, 200, 1, 100, 1, 2);
      default -> throw new IllegalArgumentException("the mode is full, quick or smoke: " + name);
    };
  }
}
