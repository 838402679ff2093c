package dev.vitrine.event;

/** The six families of events; each has a stream of its own. */
public enum EventFamily {
  BUFFER_POOL("buffer_pool_event"),
  LSM("lsm_event"),
  DISK_IO("disk_io_event"),
  TIER("tier_event"),
  PAGE("page_event"),
  COLUMNAR("columnar_event");

  private final String messageType;

  EventFamily(String messageType) {
    this.messageType = messageType;
  }

  /** The {@code message_type} of this family's frames. */
  public String messageType() {
    return messageType;
  }
}
