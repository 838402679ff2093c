package dev.vitrine.event;

/** Why a page was split. */
public enum SplitReason implements WireName {
  REQUESTED("requested"),
  FULL("full: a record did not fit"),
  FILL("fill: more than 90 % of the page would be used"),
  ASCENDING("ascending: the new key is the highest; the full page stays as it is"),
  ROOT("root: more than 90 % of the root would be used; the tree grows by a level");

  private final String wireName;

  SplitReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
