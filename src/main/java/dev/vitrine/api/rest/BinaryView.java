package dev.vitrine.api.rest;

import org.jspecify.annotations.Nullable;

/** An answer that a client may also ask for as its bytes alone. */
interface BinaryView {

  /** The bytes; null when there are none, now or ever. */
  byte @Nullable [] data();
}
