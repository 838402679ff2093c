package dev.vitrine.event;

/** Why two pages were merged. */
public enum MergeReason implements WireName {
  REQUESTED("requested"),
  UNDERFULL("underfull: less than 40 % of a page was used"),
  EMPTY("empty: the last record of a page was deleted");

  private final String wireName;

  MergeReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
