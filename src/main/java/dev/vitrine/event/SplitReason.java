package dev.vitrine.event;

/** Why a page was split. */
public enum SplitReason implements WireName {
  REQUESTED("requested"),
  FULL("full: a record did not fit");

  private final String wireName;

  SplitReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
