package dev.vitrine.event;

/** Why a dirty page was written to disk now. */
public enum FlushCause implements WireName {
  REQUEST("request"),
  EVICTION("eviction"),
  BACKGROUND("background"),
  CHECKPOINT("checkpoint"),
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
