package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import org.springframework.http.HttpHeaders;

/** Refuses a part where the whole is stored: it would replace the rest (RFC 9110, 14.5). */
final class NoPartialContent {

  private NoPartialContent() {}

  static void require(HttpHeaders headers) {
    if (headers.containsHeader(HttpHeaders.CONTENT_RANGE)) {
      throw ProblemException.invalid(
          HttpHeaders.CONTENT_RANGE, "can't be honoured: a body is stored as a whole");
    }
  }
}
