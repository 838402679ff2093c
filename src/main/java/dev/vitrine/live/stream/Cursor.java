package dev.vitrine.live.stream;

/** A place in a stream: everything up to and including {@code sequence} has been seen. */
public record Cursor(String epoch, long sequence) {

  /** The form that clients see and send back: {@code <epoch>:<sequence>}. */
  @Override
  public String toString() {
    return epoch + ":" + sequence;
  }
}
