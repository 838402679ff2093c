package dev.vitrine.api.rest;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.IoPriority;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Priorities of asynchronous operations by their names on the wire. */
final class Priorities {

  static final String FIELD = "priority";
  static final String DEFAULT = "normal";

  private Priorities() {}

  static IoPriority parse(@Nullable String name) {
    String wanted = name == null ? DEFAULT : name;
    return Arrays.stream(IoPriority.values())
        .filter(it -> RestNames.wireName(it).equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.invalid(FIELD, "must be critical, high, normal or low"));
  }
}
