package dev.vitrine.engine;

/** Who goes first in the asynchronous queue; first come, first served within a priority. */
public enum IoPriority {
  CRITICAL,
  HIGH,
  NORMAL,
  LOW
}
