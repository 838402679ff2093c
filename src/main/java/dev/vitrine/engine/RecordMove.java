package dev.vitrine.engine;

/** A record that got a new handle. */
public record RecordMove(Handle from, Handle to) {

  /** A page and a slot on it. */
  public record Handle(long pageId, int slot) {}
}
