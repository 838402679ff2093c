package dev.vitrine.api.rest;

/** An answer that a client may also ask for as its bytes alone. */
interface BinaryView {

  byte[] data();
}
