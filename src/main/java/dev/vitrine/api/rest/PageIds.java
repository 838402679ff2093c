package dev.vitrine.api.rest;

import dev.vitrine.api.Limits;
import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.BatchOperations;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Page ids where Spring does not check them: in bodies, and as a list in the query. */
final class PageIds {

  static final String FIELD = "page_id";
  static final String LIST = "page_ids";
  static final String RULE = "must be a whole number of 64 bits";

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private PageIds() {}

  static long require(String field, long pageId) {
    if (pageId < 0) {
      throw ProblemException.invalid(field, Limits.NOT_NEGATIVE);
    }
    return pageId;
  }

  /** The ids of a vectored operation. */
  static List<Long> requireVector(String field, List<Long> pageIds) {
    if (pageIds.isEmpty() || pageIds.size() > BatchOperations.VECTOR_PAGES_MAX) {
      throw ProblemException.invalid(field, Limits.VECTOR);
    }
    return pageIds;
  }

  /** Of a vectored write: which of two images would count? */
  static void requireDistinct(String field, List<Long> pageIds) {
    Set<Long> seen = new HashSet<>();
    for (long pageId : pageIds) {
      if (!seen.add(pageId)) {
        throw ProblemException.invalid(field, "must name page " + pageId + " once");
      }
    }
  }

  /** From {@code 2,3,4}. */
  static List<Long> parse(String commaSeparated) {
    String[] texts = commaSeparated.split(",", -1);
    if (!Arrays.stream(texts).allMatch(it -> DIGITS.matcher(it).matches())) {
      throw ProblemException.invalid(LIST, "must be page ids separated by commas, like 2,3,4");
    }
    return requireVector(LIST, Arrays.stream(texts).map(Long::valueOf).toList());
  }
}
