package dev.vitrine.api.rest;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** The key of a record in an ordered record file, as the path names it. */
record EntryKey(byte[] bytes) {

  static final String FIELD = "key";
  static final String DESCRIPTION =
      "The record's key, percent-encoded: a slash within it is %2F. Clients take the keys . and .."
          + " for steps in a path; write these in another key_encoding.";

  static EntryKey of(ServerHttpRequest request) {
    KeyEncoding encoding = KeyEncoding.of(request.getQueryParams().getFirst(KeyEncoding.PARAMETER));
    return new EntryKey(encoding.key(FIELD, PercentCoding.lastSegment(request, FIELD)));
  }
}
