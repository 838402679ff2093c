package dev.vitrine.workload;

/** Where a workload is in its life. */
public enum Phase {
  /** Filling the target with the keys. */
  LOADING("loading"),
  RUNNING("running"),
  /** No more operations; what the workload made is being removed. */
  STOPPING("stopping"),
  /** Ended by itself: its time was over, or it had inserted every key it may. */
  DONE("done"),
  /** Ended by an error. */
  FAILED("failed"),
  /** Ended because somebody asked for it. */
  STOPPED("stopped");

  private final String label;

  Phase(String label) {
    this.label = label;
  }

  /** The phase as clients see it. */
  public String label() {
    return label;
  }

  /** Whether the workload has ended, with everything cleaned up that could be. */
  public boolean ended() {
    return this == DONE || this == FAILED || this == STOPPED;
  }
}
