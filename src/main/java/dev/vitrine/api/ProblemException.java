package dev.vitrine.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that a door refuses before the engine sees it. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final @Nullable String field;
  private final transient Map<String, Object> details = new LinkedHashMap<>();

  public ProblemException(ProblemCode code, String detail) {
    this(code, detail, null);
  }

  private ProblemException(ProblemCode code, String detail, @Nullable String field) {
    super(detail);
    this.code = code;
    this.field = field;
  }

  /** Adds a fact; {@code name} is snake_case. */
  public ProblemException with(String name, Object value) {
    details.put(name, value);
    return this;
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

  /** There is no such load of the file, or it was forgotten after its end. */
  public static ProblemException noLoad(String id) {
    return new ProblemException(ProblemCode.LOAD_NOT_FOUND, "there is no load " + id, null);
  }

  public ProblemCode code() {
    return code;
  }

  /** The part of the request that is wrong, where one is. */
  public @Nullable String field() {
    return field;
  }

  /** The facts, in the order they were added. */
  public Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }
}
