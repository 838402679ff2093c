package dev.vitrine.engine.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation that could not be done, and changed nothing unless its code says otherwise.
 *
 * <p>The facts (page id, slot, file, sizes) are in {@link #details()} under snake_case names, so
 * that nobody has to parse the message.
 */
public final class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, Object> details = new LinkedHashMap<>();

  public EngineException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public EngineException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Adds a fact; {@code name} is snake_case. */
  public EngineException with(String name, Object value) {
    details.put(name, value);
    return this;
  }

  public ErrorCode code() {
    return code;
  }

  /** The facts, in the order they were added. */
  public Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }
}
