package dev.vitrine.live.stream;

/** A client asked for something that a stream can't do; says which parameter, and why. */
public final class InvalidSubscriptionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String field;
  private final String reason;

  public InvalidSubscriptionException(String field, String reason) {
    super(field + ": " + reason);
    this.field = field;
    this.reason = reason;
  }

  /** The parameter at fault, by its name on the wire. */
  public String field() {
    return field;
  }

  /** What is wrong with it, for people to read. */
  public String reason() {
    return reason;
  }
}
