package dev.vitrine.event;

/** How the values of a column chunk are stored. */
public enum ColumnEncoding implements WireName {
  PLAIN("Plain"),
  DICTIONARY("Dictionary"),
  RUN_LENGTH("RunLength"),
  DELTA("Delta"),
  BIT_PACKED("BitPacked");

  private final String wireName;

  ColumnEncoding(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
