package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.api.openapi.Precondition;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The precondition of a mutation (RFC 9110 section 13.1.1).
 *
 * @param lsn the LSN that the page must have; null when any will do
 */
@Precondition
record IfMatch(@Nullable Long lsn) {

  static final String HEADER = "If-Match";
  static final String NONE_HEADER = "If-None-Match";

  private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e]*)\"");
  private static final Pattern LSN = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** No page ever has it: what a well-formed tag that is not an LSN is compared as. */
  private static final long NO_LSN = -1;

  /** From both headers' values: a change of what must not exist never finds what it changes. */
  static IfMatch parse(List<String> values, List<String> noneValues) {
    if (noneValues.isEmpty()) {
      return parse(values);
    }
    if (!noneValues.equals(List.of("*"))) {
      throw ProblemException.invalid(
          NONE_HEADER, "must be * on a change; a version goes in If-Match");
    }
    return new IfMatch(NO_LSN);
  }

  /** From the header's values; one tag at most, because the page is compared with one LSN. */
  static IfMatch parse(List<String> values) {
    if (values.isEmpty() || values.equals(List.of("*"))) {
      return new IfMatch(null);
    }
    Matcher tag = TAG.matcher(String.join(", ", values).strip());
    if (!tag.matches()) {
      throw ProblemException.invalid(HEADER, "must be * or one quoted ETag like \"42\"");
    }
    boolean weak = tag.group(1) != null;
    String text = tag.group(2);
    return new IfMatch(!weak && LSN.matcher(text).matches() ? Long.parseLong(text) : NO_LSN);
  }
}
