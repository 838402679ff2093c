package dev.vitrine.engine.file;

import java.util.Locale;

/**
 * What was asked of a {@link FaultyFileStore}, in the order in which it was done.
 *
 * @param began how many operations had been done when this one began: a sync covers what was
 *     written before it began
 * @param position where a read or write begins
 * @param bytes what was written; empty for other operations
 * @param failed whether it ended in an error
 */
public record FileOperation(
    Kind kind, String file, int began, long position, byte[] bytes, boolean failed) {

  /** What can be asked of a file or its directory. */
  public enum Kind {
    OPEN,
    READ,
    WRITE,
    SYNC,
    SYNC_DATA,
    RENAME,
    DELETE,
    SYNC_DIRECTORY,
    /** No operation: what a test noted between two. */
    NOTE;

    public boolean syncs() {
      return this == SYNC || this == SYNC_DATA;
    }
  }

  /** One line, without what differs from run to run. */
  public String line() {
    String what = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String where = kind == Kind.WRITE ? " at %d, %d bytes".formatted(position, bytes.length) : "";
    return (kind == Kind.NOTE ? file : (what + " " + file).strip() + where)
        + (failed ? ": failed" : "");
  }
}
