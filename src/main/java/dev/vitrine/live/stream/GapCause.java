package dev.vitrine.live.stream;

import dev.vitrine.event.WireName;

/** Why entries are lost to a client. */
public enum GapCause implements WireName {
  SLOW_CONSUMER("slow_consumer"),
  RETENTION("retention"),
  RESTART("restart"),
  OVERLOAD("overload");

  private final String wireName;

  GapCause(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
