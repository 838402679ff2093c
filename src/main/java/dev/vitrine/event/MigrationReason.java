package dev.vitrine.event;

/** Why a page moved to another tier. */
public enum MigrationReason implements WireName {
  COOLED("cooled: access became rare"),
  HEATED("heated: access became frequent"),
  WRITTEN("written: a write brought the page back"),
  REQUESTED("requested");

  private final String wireName;

  MigrationReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
