package dev.vitrine.oracle;

import org.jspecify.annotations.Nullable;

/** What was told is not what happened. Not to be waited for: it will not get better. */
final class Broken extends RuntimeException {

  private static final long serialVersionUID = 1;

  Broken(String what, @Nullable Throwable cause) {
    super(what, cause);
  }

  static void unless(boolean holds, String what, Object where) {
    if (!holds) {
      throw new Broken(what + ": " + where, null);
    }
  }
}
