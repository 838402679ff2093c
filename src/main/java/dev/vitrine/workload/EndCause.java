package dev.vitrine.workload;

/** Why a workload stopped working. */
public enum EndCause {
  DURATION("duration", Phase.DONE),
  /** Every key that {@link WorkloadSpec#keysMax} allows was inserted. */
  KEYS("keys", Phase.DONE),
  REQUEST("request", Phase.STOPPED),
  ERROR("error", Phase.FAILED);

  private final String label;
  private final Phase phase;

  EndCause(String label, Phase phase) {
    this.label = label;
    this.phase = phase;
  }

  /** The cause as clients see it. */
  public String label() {
    return label;
  }

  /** The phase that it leads to. */
  Phase phase() {
    return phase;
  }
}
