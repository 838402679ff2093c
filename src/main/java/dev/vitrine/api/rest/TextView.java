package dev.vitrine.api.rest;

/** An answer that a client may also ask for as a text for people. */
interface TextView {

  String text();
}
