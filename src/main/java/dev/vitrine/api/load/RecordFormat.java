package dev.vitrine.api.load;

import dev.vitrine.api.ProblemException;
import dev.vitrine.engine.KeyValue;

/** What the lines of an upload look like. May remember its header; used by one thread at a time. */
public interface RecordFormat {

  /** Whether a line feed can be a part of a quoted value. */
  default boolean quotesLineFeeds() {
    return false;
  }

  /** Whether the first line says what the others are. */
  default boolean hasHeader() {
    return false;
  }

  /** Takes the header; {@link ProblemException} when the others can't be read with it. */
  default void readHeader(byte[] line) {}

  /** The record of a line, which is not blank; {@link ProblemException} when it is none. */
  KeyValue read(byte[] line);
}
