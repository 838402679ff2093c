package dev.vitrine.engine.verify;

import java.util.List;

/**
 * What a verification came to.
 *
 * @param sound whether there is no finding; notes are none
 * @param findings the first {@link #TOLD_MAX}
 * @param findingCount all of them
 * @param notes what is worth knowing and harms nothing, the first {@link #TOLD_MAX}
 * @param noteCount all of them
 * @param pages pages looked at, by type
 * @param pageBytes bytes of pages looked at
 * @param logRecords records of the log that were read
 * @param logBytes bytes of these records
 */
public record VerificationReport(
    boolean sound,
    List<Finding> findings,
    long findingCount,
    List<Finding> notes,
    long noteCount,
    List<PageTypeCount> pages,
    long pageBytes,
    long logRecords,
    long logBytes,
    long durationMs) {

  public static final int TOLD_MAX = 1_000;

  /** How many pages of a type there are. */
  public record PageTypeCount(String type, long pages) {}
}
