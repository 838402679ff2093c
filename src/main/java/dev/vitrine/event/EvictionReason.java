package dev.vitrine.event;

/** Why a page left its frame. */
public enum EvictionReason implements WireName {
  CAPACITY("capacity: the frame was needed for another page"),
  DISK_WRITE("disk write: the stored image was replaced below the pool"),
  PAGE_FREED("freed: the page no longer exists");

  private final String wireName;

  EvictionReason(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
