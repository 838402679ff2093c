package dev.vitrine.event;

/** Where a page is stored. */
public enum Tier implements WireName {
  HOT("Hot"),
  WARM("Warm"),
  COLD("Cold");

  private final String wireName;

  Tier(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
