package dev.vitrine.api.load;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an upload into lines, whatever parts it comes in; a line feed within the quotes of RFC 4180
 * ends none. Keeps no more of a line than it may have: a longer one is passed over. Used by one
 * thread at a time.
 */
final class LineCutter {

  /**
   * A line without its line feed.
   *
   * @param number of its first line in the upload, from 1
   * @param bytes null when it was too long
   */
  record Line(long number, byte @Nullable [] bytes) {}

  /** Where in a line of CSV a byte is. */
  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private static final int FIRST_BYTES = 256;

  private final int lineBytesMax;
  private final boolean quotes;
  private byte[] line = new byte[FIRST_BYTES];
  private int length;
  private boolean tooLong;
  private boolean atLineStart;
  private long lineFeeds;
  private long number = 1;
  private Place place = Place.FIELD_START;

  /** {@code quotes} is whether line feeds can be quoted. */
  LineCutter(int lineBytesMax, boolean quotes) {
    this.lineBytesMax = lineBytesMax;
    this.quotes = quotes;
  }

  /** Gives every line that ends in this part. */
  void feed(byte[] part, Consumer<Line> lines) {
    for (byte b : part) {
      atLineStart = b == '\n';
      if (atLineStart) {
        lineFeeds++;
        if (place != Place.QUOTED) {
          lines.accept(cut());
          continue;
        }
      }
      append(b);
    }
  }

  /** Whether the line that has begun is within quotes. */
  boolean isInQuotes() {
    return place == Place.QUOTED;
  }

  /** Gives what is left when nothing more comes. */
  void end(Consumer<Line> lines) {
    if (length > 0 || tooLong) {
      lineFeeds += atLineStart ? 0 : 1;
      lines.accept(cut());
    }
  }

  /** The last line that was given, counted by line feeds. */
  long lastLine() {
    return number - 1;
  }

  private Line cut() {
    Line cut = new Line(number, tooLong ? null : Arrays.copyOf(line, length));
    length = 0;
    tooLong = false;
    place = Place.FIELD_START;
    number = lineFeeds + 1;
    return cut;
  }

  private void append(byte b) {
    if (quotes) {
      place = next(b);
    }
    if (length == lineBytesMax) {
      tooLong = true;
      return;
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(lineBytesMax, 2 * length));
    }
    line[length++] = b;
  }

  private Place next(byte b) {
    return switch (place) {
      case FIELD_START -> b == '"' ? Place.QUOTED : plain(b);
      case PLAIN -> plain(b);
      case QUOTED -> b == '"' ? Place.AFTER_QUOTE : Place.QUOTED;
      case AFTER_QUOTE -> b == '"' ? Place.QUOTED : plain(b);
    };
  }

  private static Place plain(byte b) {
    return b == ',' ? Place.FIELD_START : Place.PLAIN;
  }
}
