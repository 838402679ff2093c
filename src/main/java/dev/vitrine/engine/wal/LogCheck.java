package dev.vitrine.engine.wal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the log of an open store found, from the redo point to where it was durable.
 *
 * @param records changes that were read
 * @param bytes of log that were read
 * @param unusableFiles segments that the next opening could not use
 * @param damage where no record could be read; null when all could
 */
public record LogCheck(
    long records, long bytes, List<StoredLog.UnusableFile> unusableFiles, @Nullable Damage damage) {

  /**
   * A place in the log that can't be read.
   *
   * @param offset in the file
   */
  public record Damage(String file, long offset, String why) {}
}
