package dev.vitrine.engine.wal;

/**
 * What the log did since it was opened, and where it stands. Positions are bytes from the beginning
 * of the data directory's life.
 *
 * @param lastLsn the end of the newest change
 * @param durableLsn changes up to here are on stable storage
 * @param redoPoint where recovery would begin to read
 * @param records changes appended
 * @param recordBytes their length with headers and padding
 * @param writes device calls, each of whole blocks
 * @param bytesWritten what these wrote
 * @param syncs completed syncs, each for all changes that waited
 * @param segments files that the log has now
 */
public record LogStatistics(
    long lastLsn,
    long durableLsn,
    long redoPoint,
    long records,
    long recordBytes,
    long writes,
    long bytesWritten,
    long writeLatencyUs,
    long syncs,
    long syncLatencyUs,
    int segments,
    int segmentBytes) {

  /** Of a log that is only read. */
  public static LogStatistics none(long lastLsn) {
    return new LogStatistics(lastLsn, lastLsn, lastLsn, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
}
