package dev.vitrine.api.rest;

import tools.jackson.core.JacksonException;

/** What Jackson says of bad JSON, for clients: they know no source and no markers of a parser. */
final class JsonErrors {

  private static final String MARKER = " (start marker at ";

  private JsonErrors() {}

  static String reason(JacksonException e) {
    String message = e.getOriginalMessage();
    int marker = message.indexOf(MARKER);
    return "must be JSON: " + (marker < 0 ? message : message.substring(0, marker));
  }
}
