package dev.vitrine.event;

/** Why a dirty page was written to disk now. */
public enum FlushCause implements WireName {
  REQUEST("request"),
  EVICTION("eviction"),
  BACKGROUND("background"),
  /** Records moved here; where they came from must not be overwritten first. */
  REORGANIZATION("reorganization"),
  CLOSE("close");

  private final String wireName;

  FlushCause(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
