package dev.vitrine.event;

/** An enum constant with a readable text of its own on the wire; texts are unique in each enum. */
public interface WireName {

  /** The text that clients see. */
  String wireName();
}
