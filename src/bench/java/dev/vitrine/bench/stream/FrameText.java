package dev.vitrine.bench.stream;

import java.nio.charset.StandardCharsets;

/**
 * What a load generator wants to know of a frame, found without reading it as JSON: there is no
 * time for that beside a hundred thousand others a second.
 */
record FrameText(byte[] bytes, int at, int length) {

  /** The number of a frame that has none. */
  static final long NONE = -1;

  private static final byte[] NUMBER = ascii("\"sequence\":");
  private static final byte[] DUE = ascii("\"timestamp_us\":");
  private static final byte[] GRAPHQL_DUE = ascii("\"timestampUs\":");
  private static final byte[] CONTROL = ascii("stream_control");
  private static final byte[] DROPPED = ascii("\"dropped\":");

  private static final byte[] GAP_END = ascii("\"to_sequence\":");
  private static final byte[] GRAPHQL_GAP_END = ascii("\"toSequence\":");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Where a WebSocket frame says that it is a word of the stream, behind the field's name. */
  private static final int MESSAGE_TYPE_AT = 17;

  long number() {
    return isControl() ? NONE : after(NUMBER);
  }

  private boolean isControl() {
    return length > MESSAGE_TYPE_AT + CONTROL.length && matches(CONTROL, at + MESSAGE_TYPE_AT);
  }

  long dueMicros() {
    long due = after(DUE);
    return due == NONE ? after(GRAPHQL_DUE) : due;
  }

  /** Numbers that this frame says are lost: 0 unless it is a gap that knows. */
  long dropped() {
    return Math.max(0, after(DROPPED));
  }

  /** The last of these numbers; {@link #NONE} unless it is a gap that knows. */
  long gapEnd() {
    return Math.max(after(GAP_END), after(GRAPHQL_GAP_END));
  }

  /** The whole number behind the name, looked for from the end; {@link #NONE} without. */
  private long after(byte[] name) {
    for (int i = at + length - name.length; i >= at; i--) {
      if (bytes[i] == '"' && matches(name, i)) {
        return digits(i + name.length);
      }
    }
    return NONE;
  }

  private boolean matches(byte[] text, int from) {
    for (int i = 0; i < text.length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  private long digits(int from) {
    long value = 0;
    int i = from;
    for (; i < at + length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return i == from ? NONE : value;
  }
}
