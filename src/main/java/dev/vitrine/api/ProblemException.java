package dev.vitrine.api;

import org.jspecify.annotations.Nullable;

/** A request that a door refuses before the engine sees it. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable String field;

  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, null);
  }

  private ProblemException(ProblemCode code, String detail, @Nullable String field) {
    super(detail);
    this.code = code;
    this.field = field;
  }

  /** A value that is not what it has to be; {@code reason} goes on after the field's name. */
  public static ProblemException invalid(String field, String reason) {
    return new ProblemException(ProblemCode.INVALID_REQUEST, field + " " + reason, field);
  }

  /** There is no such workload, or it was forgotten long after its end. */
  public static ProblemException noWorkload(String name) {
    return new ProblemException(
        ProblemCode.WORKLOAD_NOT_FOUND, "there is no workload " + name, null);
  }

  public ProblemCode code() {
    return code;
  }

  /** The part of the request that is wrong, where one is. */
  public @Nullable String field() {
    return field;
  }
}
