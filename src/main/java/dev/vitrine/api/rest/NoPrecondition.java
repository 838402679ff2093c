package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * Refuses preconditions where nothing has a version: a change that was meant for another state must
 * not happen because its condition was ignored.
 */
final class NoPrecondition {

  private static final List<String> HEADERS =
      List.of(
          IfMatch.HEADER,
          IfMatch.NONE_HEADER,
          HttpHeaders.IF_UNMODIFIED_SINCE,
          HttpHeaders.IF_MODIFIED_SINCE);

  private NoPrecondition() {}

  static void require(HttpHeaders headers) {
    for (String header : HEADERS) {
      if (headers.containsHeader(header)) {
        throw ProblemException.invalid(header, "can't be honoured here; records have no version");
      }
    }
  }
}
