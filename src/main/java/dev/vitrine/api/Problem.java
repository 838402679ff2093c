package dev.vitrine.api;

import dev.vitrine.engine.error.EngineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told about a failure (RFC 9457), whatever the transport.
 *
 * @param detail what happened this time, for people
 * @param field the part of the request that is wrong, where one is
 * @param details the facts, under snake_case names
 */
public record Problem(
    ProblemCode code, String detail, @Nullable String field, Map<String, Object> details) {

  /** After how many seconds a client should try again when the service is busy. */
  public static final int RETRY_AFTER_SECONDS = 1;

  private static final String FIELD = "field";
  private static final Logger LOG = LoggerFactory.getLogger(Problem.class);

  public Problem(ProblemCode code, String detail) {
    this(code, detail, null, Map.of());
  }

  /** The problem behind an error of ours; empty for an error that nobody foresaw. */
  public static Optional<Problem> of(Throwable error) {
    return switch (error) {
      case EngineException e -> Optional.of(of(e));
      case ProblemException e ->
          Optional.of(
              new Problem(e.code(), String.valueOf(e.getMessage()), e.field(), e.details()));
      default -> Optional.empty();
    };
  }

  /**
   * Logs an error that nobody foresaw, and makes the problem that tells nothing about it but the id
   * it can be found by in the log.
   */
  public static Problem unforeseen(Throwable error) {
    String id = UUID.randomUUID().toString();
    LOG.error("unforeseen error {}", id, error);
    return new Problem(
        ProblemCode.INTERNAL_ERROR,
        "an unforeseen error; the service's log has it under the id beside this",
        null,
        Map.of("error_id", id));
  }

  private static Problem of(EngineException e) {
    Map<String, Object> details = new LinkedHashMap<>(e.details());
    String field = details.remove(FIELD) instanceof String name ? name : null;
    return new Problem(ProblemCode.of(e.code()), String.valueOf(e.getMessage()), field, details);
  }

  /** The members of the JSON object; a fact never replaces one that RFC 9457 or we defined. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("type", code.type());
    members.put("title", code.title());
    members.put("status", code.status());
    members.put("detail", detail);
    members.put("code", code.code());
    if (field != null) {
      members.put(FIELD, field);
    }
    details.forEach(members::putIfAbsent);
    return members;
  }
}
